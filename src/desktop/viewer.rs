//! Papers on screen: before they are printed and after, page by page. Pages are drawn on the worker, as many dots wide as
//! the display has for them.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::frame::count;
use crate::{asking, look, say, working};
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Complaint;
use noodbrug_office::preview::{Pages, Picture, Preview, draw_page, list_title, open_paper, read_pages};
use noodbrug_office::printing::{Placed, Printer};
use noodbrug_office::progress::Progress;
use noodbrug_office::rolls::{ListName, ListOrder, MadeLists, no_counsel_text};
use noodbrug_ui::{DialogKind, MainWindow, PrintForm, Shell, Tone, Viewer};
use slint::{ComponentHandle, Image, Rgba8Pixel, SharedPixelBuffer};

/// How wide a page is read with ease, in rem; a wider window does not make it wider.
const EASY: f32 = 62.0;
/// The edge round a page, in rem.
const EDGE: f32 = 2.0;

/// The papers that are on screen.
pub(crate) struct Viewing {
    papers: Vec<OnScreen>,
    /// The paper whose pages are open, and these.
    open: (usize, Pages),
    /// What printing would make, when nothing was made yet.
    order: Option<ListOrder>,
}

/// One paper.
enum OnScreen {
    /// One that was made, by a title where several are open.
    Made(String, Placed),
    Preview(Preview),
}

impl OnScreen {
    fn pages(&self) -> Result<Pages, Complaint> {
        match self {
            OnScreen::Made(_, placed) => open_paper(placed),
            OnScreen::Preview(preview) => read_pages(preview.bytes.clone()),
        }
    }

    fn title(&self) -> &str {
        match self {
            OnScreen::Made(title, _) => title,
            OnScreen::Preview(preview) => &preview.title,
        }
    }
}

/// What the window says of the paper that is open.
pub(crate) struct Front {
    titles: Vec<String>,
    at: usize,
    title: String,
    pages: usize,
    note: Option<String>,
}

impl Viewing {
    /// Puts a paper on screen that was made.
    ///
    /// # Errors
    /// A complaint when it cannot be shown.
    pub(crate) fn made(placed: Placed) -> Result<Viewing, Complaint> {
        Viewing::over(vec![OnScreen::Made(String::new(), placed)], None)
    }

    /// Puts lists on screen that were made.
    fn lists(made: &MadeLists, lang: Lang) -> Result<Viewing, Complaint> {
        let title = |name: &ListName| list_title(name.audience, &name.court, lang);
        let lists = made.lists.iter().map(|list| OnScreen::Made(title(&list.name), list.placed.clone()));
        Viewing::over(lists.collect(), None)
    }

    /// Puts lists on screen that were not printed; `order` would make them.
    ///
    /// # Errors
    /// As [`Viewing::made`].
    pub(crate) fn preview(previews: Vec<Preview>, order: ListOrder) -> Result<Viewing, Complaint> {
        Viewing::over(previews.into_iter().map(OnScreen::Preview).collect(), Some(order))
    }

    fn over(papers: Vec<OnScreen>, order: Option<ListOrder>) -> Result<Viewing, Complaint> {
        let first = papers.first().ok_or_else(no_paper)?.pages()?;
        Ok(Viewing { papers, open: (0, first), order })
    }

    fn choose(&mut self, at: usize) -> Result<(), Complaint> {
        let paper = self.papers.get(at).ok_or_else(no_paper)?;
        self.open = (at, paper.pages()?);
        Ok(())
    }

    /// Says what is on screen.
    pub(crate) fn front(&self) -> Front {
        let (at, pages) = &self.open;
        let note = self.papers.get(*at).and_then(|paper| match paper {
            OnScreen::Made(_, placed) => Some(placed.path.display().to_string()),
            OnScreen::Preview(_) => None,
        });
        Front {
            titles: self.papers.iter().map(|paper| paper.title().to_owned()).collect(),
            at: *at,
            title: pages.title().unwrap_or_default(),
            pages: pages.count(),
            note,
        }
    }

    /// Gives the made paper on screen, or all that are open.
    fn placed(&self, all: bool) -> Vec<Placed> {
        let (at, _) = &self.open;
        let chosen = self.papers.iter().enumerate().filter(|(place, _)| all || place == at);
        chosen
            .filter_map(|(_, paper)| match paper {
                OnScreen::Made(_, placed) => Some(placed.clone()),
                OnScreen::Preview(_) => None,
            })
            .collect()
    }
}

fn no_paper() -> Complaint {
    Complaint::refused("Er is geen papier om te tonen.", "There is no paper to show.")
}

/// Connects the viewer.
pub(crate) fn connect(window: &MainWindow, bridge: &Bridge<Desk>) {
    let viewer = window.global::<Viewer>();
    let desk = bridge.clone();
    viewer.on_draw(move || draw(&desk));
    let desk = bridge.clone();
    viewer.on_choose(move |at| choose(&desk, at));
    let desk = bridge.clone();
    viewer.on_print(move |form| print(&desk, &form));
    let desk = bridge.clone();
    viewer.on_outside(move || outside(&desk));
    let desk = bridge.clone();
    viewer.on_closed(move || close(&desk));
}

/// Shows the papers that the worker has put on screen.
pub(crate) fn show(window: &MainWindow, front: &Front) {
    let lang = look::lang(window);
    let viewer = window.global::<Viewer>();
    viewer.set_papers(say::choices(&front.titles));
    viewer.set_paper(i32::try_from(front.at).unwrap_or_default());
    viewer.set_page(0);
    viewer.set_pages(i32::try_from(front.pages).unwrap_or(i32::MAX));
    viewer.set_title(front.title.as_str().into());
    viewer.set_made(front.note.is_some());
    let nothing_yet = lang.pick(
        "Voorbeeld: er is nog niets gemaakt of afgedrukt.",
        "Preview: nothing was made or printed yet.",
    );
    viewer.set_note(front.note.as_deref().unwrap_or(nothing_yet).into());
    let shell = window.global::<Shell>();
    shell.set_dialog(DialogKind::None);
    shell.set_viewing(true);
    viewer.invoke_draw();
}

/// Takes the papers off the screen.
pub(crate) fn clear(window: &MainWindow) {
    window.global::<Shell>().set_viewing(false);
    let viewer = window.global::<Viewer>();
    viewer.set_picture(Image::default());
    viewer.set_picture_width(0.0);
    viewer.set_picture_height(0.0);
    viewer.set_papers(Default::default());
    viewer.set_title(Default::default());
    viewer.set_note(Default::default());
    viewer.set_place(Default::default());
    viewer.set_problem(Default::default());
    viewer.set_pages(0);
    viewer.set_zoom(1.0);
}

fn close(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    clear(&window);
    let forget = |desk: &mut Desk| {
        desk.open.viewing = None;
        Ok(())
    };
    bridge.consult(Lane::Pages, forget, |_, ()| ());
}

fn draw(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    let viewer = window.global::<Viewer>();
    let rem = window.global::<noodbrug_ui::Theme>().get_root_size();
    let scale = window.window().scale_factor();
    let easy = EASY * rem;
    // Before the page is laid out there is no room yet; it is drawn again when there is.
    let room = if viewer.get_room() > 0.0 { viewer.get_room() - EDGE * rem } else { easy };
    let wide = room.min(easy).max(rem) * viewer.get_zoom();
    let dots = dots(wide * scale);
    let page = usize::try_from(viewer.get_page()).unwrap_or_default();
    let question = move |desk: &mut Desk| match &desk.open.viewing {
        Some(viewing) => draw_page(&viewing.open.1, page, dots).map(Some),
        None => Ok(None),
    };
    bridge.ask(Lane::Pages, question, move |window, answer: Result<Option<Picture>, Complaint>| {
        let (viewer, lang) = (window.global::<Viewer>(), look::lang(window));
        viewer.set_place(place(page, viewer.get_pages(), lang).into());
        match answer {
            Ok(Some(picture)) => {
                viewer.set_problem(Default::default());
                viewer.set_picture_width(across(picture.width) / scale);
                viewer.set_picture_height(across(picture.height) / scale);
                viewer.set_picture(image(&picture));
            }
            Ok(None) => clear(window),
            Err(why) => viewer.set_problem(why.text(lang).into()),
        }
    });
}

fn place(page: usize, pages: i32, lang: Lang) -> String {
    let page = say::count(count(page.saturating_add(1)), lang);
    let pages = say::count(u64::try_from(pages).unwrap_or_default(), lang);
    match lang {
        Lang::Nl => format!("Pagina {page} van {pages}"),
        Lang::En => format!("Page {page} of {pages}"),
    }
}

/// Rounds a width to whole dots.
fn dots(wide: f32) -> u16 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 16,000")]
    let dots = wide.clamp(1.0, 16_000.0).round() as u16;
    dots
}

fn across(dots: u32) -> f32 {
    f32::from(u16::try_from(dots).unwrap_or(u16::MAX))
}

fn image(picture: &Picture) -> Image {
    let buffer =
        SharedPixelBuffer::<Rgba8Pixel>::clone_from_slice(&picture.rgba, picture.width, picture.height);
    Image::from_rgba8_premultiplied(buffer)
}

fn choose(bridge: &Bridge<Desk>, at: i32) {
    let at = usize::try_from(at).unwrap_or_default();
    let question = move |desk: &mut Desk| {
        let viewing = desk.open.viewing.as_mut().ok_or_else(no_paper)?;
        viewing.choose(at)?;
        Ok(viewing.front())
    };
    bridge.consult(Lane::Pages, question, |window, front| show(window, &front));
}

/// Gives the paper on screen to the program that the system has for it.
fn outside(bridge: &Bridge<Desk>) {
    let question = |desk: &mut Desk| {
        let placed = desk.open.viewing.as_ref().map(|viewing| viewing.placed(false)).unwrap_or_default();
        placed.iter().for_each(|placed| (desk.hand_over)(&placed.path));
        Ok(())
    };
    bridge.consult(Lane::Work, question, |_, ()| ());
}

/// Prints what is on screen; a preview is made first.
fn print(bridge: &Bridge<Desk>, form: &PrintForm) {
    let Some(window) = bridge.window().upgrade() else { return };
    let lang = bridge.lang();
    let viewer = window.global::<Viewer>();
    let printer = match (form.only_files, form.printer.trim()) {
        (true, _) => None,
        (false, "") => Some(Printer::Default),
        (false, name) => match Printer::parse(name) {
            Some(printer) => Some(printer),
            None => {
                let no = lang.pick(
                    "Dat is geen naam van een printer. Laat het veld leeg voor de standaardprinter.",
                    "That is no name of a printer. Leave the field empty for the usual printer.",
                );
                return window.global::<Shell>().set_problem(no.into());
            }
        },
    };
    viewer.set_printer(form.printer.trim().into());
    if viewer.get_made() {
        send(bridge, form.all, printer);
    } else {
        make(bridge, printer);
    }
}

/// Sends papers that were made to the printer.
fn send(bridge: &Bridge<Desk>, all: bool, printer: Option<Printer>) {
    let question = move |desk: &mut Desk| {
        let placed = desk.open.viewing.as_ref().map(|viewing| viewing.placed(all)).unwrap_or_default();
        hand_over(desk, &placed, printer.as_ref())
    };
    bridge.act(question, |window, sent| {
        asking::toast(window, &sent_text(sent, look::lang(window)), Tone::Good)
    });
}

fn hand_over(desk: &mut Desk, placed: &[Placed], printer: Option<&Printer>) -> Result<usize, Complaint> {
    let Some(printer) = printer else { return Ok(0) };
    for placed in placed {
        desk.office()?.hand_over(placed, printer)?;
    }
    Ok(placed.len())
}

fn sent_text(sent: usize, lang: Lang) -> String {
    let papers = say::counted(count(sent), ("papier", "paper"), ("papieren", "papers"), lang);
    format!("{papers} {}", lang.pick("naar de printer gestuurd", "sent to the printer"))
}

/// Makes the lists of a preview, and sends them to the printer when one is named.
fn make(bridge: &Bridge<Desk>, printer: Option<Printer>) {
    let Some(window) = bridge.window().upgrade() else { return };
    window.global::<Shell>().set_dialog(DialogKind::None);
    let lang = bridge.lang();
    let work = move |desk: &mut Desk, progress: Progress<'_>| {
        let order = desk.open.viewing.as_ref().and_then(|viewing| viewing.order.clone());
        print_order(desk, &order.ok_or_else(no_paper)?, printer.as_ref(), lang, progress)
    };
    working::long(bridge, MAKING, work, said);
}

/// What the bar says while lists are made.
pub(crate) const MAKING: (&str, &str) = ("Zittingslijsten maken", "Making hearing lists");

/// What printing an order came to.
pub(crate) struct Printed {
    made: MadeLists,
    sent: usize,
    front: Front,
    /// The lists were made, and the printer did not take them.
    refused: Option<Complaint>,
}

/// Makes the lists of an order and puts them on screen; a printer gets them when one is named.
pub(crate) fn print_order(
    desk: &mut Desk,
    order: &ListOrder,
    printer: Option<&Printer>,
    lang: Lang,
    progress: Progress<'_>,
) -> Result<Printed, Complaint> {
    let made = desk.office()?.print_lists(order, lang, progress)?;
    let placed: Vec<Placed> = made.lists.iter().map(|list| list.placed.clone()).collect();
    let (sent, refused) = match hand_over(desk, &placed, printer) {
        Ok(sent) => (sent, None),
        Err(why) => (0, Some(why)),
    };
    let viewing = Viewing::lists(&made, lang)?;
    let front = viewing.front();
    desk.open.viewing = Some(viewing);
    Ok(Printed { made, sent, front, refused })
}

/// Shows the lists that were made and says how many there are.
pub(crate) fn said(window: &MainWindow, printed: Result<Printed, Complaint>) {
    let Printed { made, sent, front, refused } = match printed {
        Ok(printed) => printed,
        Err(why) => return asking::complain(window, &why),
    };
    let lang = look::lang(window);
    show(window, &front);
    if let Some(why) = refused {
        return asking::complain(window, &why);
    }
    let (said, tone) = made_text(&made, lang);
    let sent = if sent > 0 { format!(", {}", sent_text(sent, lang)) } else { String::new() };
    asking::toast(window, &format!("{said}{sent}"), tone);
}

/// Says how many lists were made, and whether that was all.
pub(crate) fn made_text(made: &MadeLists, lang: Lang) -> (String, Tone) {
    let number = count(made.lists.len());
    let counted =
        say::counted(number, ("lijst gemaakt", "list made"), ("lijsten gemaakt", "lists made"), lang);
    let stopped = if made.stopped { lang.pick(" (gestopt)", " (stopped)") } else { "" };
    let left_out: String =
        made.without_counsel.iter().map(|court| format!(". {}", no_counsel_text(court, lang))).collect();
    let tone = if made.stopped || !left_out.is_empty() { Tone::Warn } else { Tone::Good };
    (format!("{counted}{stopped}{left_out}"), tone)
}
