//! How the making of bundles is told on the command line: a line for each state, and what the medium can hold.

use crate::output::Output;
use noodbrug_core::text::Lang;
use noodbrug_office::complaint::Both;
use noodbrug_office::exchange::{ExportNews, ExportPlan, ExportState};
use noodbrug_office::medium::Medium;
use serde_json::{Value, json};

/// Tells a state as a line beside the answer.
pub(crate) fn tell(news: &ExportNews, out: &Output) {
    out.note(&Both::of(|lang| line(news, lang)));
}

fn line(news: &ExportNews, lang: Lang) -> String {
    let label = news.state.label(lang);
    let which = match news.bundles {
        0 | 1 => String::new(),
        all => format!(" ({} {} {all})", news.bundle, lang.pick("van", "of")),
    };
    match news.state {
        ExportState::DraftsCleaned => format!("{label}: {}", news.cleaned),
        ExportState::Preflight => label.to_owned(),
        ExportState::Done => news.state.what_now(lang).to_owned(),
        state if state.is_failure() => format!("{label}{which}. {}", state.what_now(lang)),
        _ => format!("{label}: {}{which}", news.file_name),
    }
}

/// A state for programs.
pub(crate) fn state_json(news: &ExportNews, lang: Lang) -> Value {
    json!({
        "state": news.state.code(),
        "failure": news.state.is_failure(),
        "bundle": news.bundle,
        "bundles": news.bundles,
        "file_name": news.file_name,
        "cleaned": news.cleaned,
        "message": line(news, lang),
    })
}

/// How it stopped before anything was tried, for programs.
pub(crate) fn stopped_json(state: ExportState, lang: Lang) -> Value {
    let news = ExportNews { state, bundle: 0, bundles: 0, file_name: String::new(), cleaned: 0 };
    state_json(&news, lang)
}

/// Gives the lines of the plan that are about the medium and the number of bundles.
pub(crate) fn plan_rows(plan: &ExportPlan, lang: Lang) -> Vec<Vec<String>> {
    let mut rows = vec![vec![format!("{}:", lang.pick("Bundels", "Bundles")), bundles_text(plan, lang)]];
    rows.extend(
        plan.medium
            .map(|medium| vec![format!("{}:", lang.pick("Plek", "Place")), medium_text(&medium, lang)]),
    );
    rows
}

fn bundles_text(plan: &ExportPlan, lang: Lang) -> String {
    let size = size(plan.bytes, lang);
    match (plan.bundles, lang) {
        (1, Lang::Nl) => format!("1 bundel, hoogstens {size}"),
        (1, Lang::En) => format!("1 bundle, at most {size}"),
        (count, Lang::Nl) => format!("{count} bundels, samen hoogstens {size}"),
        (count, Lang::En) => format!("{count} bundles, at most {size} together"),
    }
}

fn medium_text(medium: &Medium, lang: Lang) -> String {
    let mut said = vec![medium.file_system.label(lang).to_owned()];
    if medium.read_only {
        said.push(lang.pick("alleen lezen", "read-only").to_owned());
    }
    said.extend(medium.free.map(|free| format!("{} {}", size(free, lang), lang.pick("vrij", "free"))));
    said.extend(
        medium
            .largest_file
            .map(|most| format!("{} {}", lang.pick("grootste bestand", "largest file"), size(most, lang))),
    );
    said.join(" · ")
}

/// What is known of the medium, for programs.
pub(crate) fn medium_json(medium: &Medium) -> Value {
    json!({
        "file_system": medium.file_system.word(),
        "read_only": medium.read_only,
        "free": medium.free,
        "largest_file": medium.largest_file,
    })
}

/// Writes a number of bytes to one decimal.
fn size(bytes: u64, lang: Lang) -> String {
    let (unit, name) = match bytes {
        0..1_000_000 => (1_000, "kB"),
        1_000_000..1_000_000_000 => (1_000_000, "MB"),
        _ => (1_000_000_000, "GB"),
    };
    let tenths = bytes.saturating_mul(10).div_ceil(unit);
    format!("{}{}{} {name}", tenths / 10, lang.pick(",", "."), tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_up_and_done_says_that_the_stick_may_go() {
        assert_eq!(size(9_150_000_000, Lang::Nl), "9,2 GB");
        assert_eq!(size(1, Lang::En), "0.1 kB");
        let mut news = ExportNews {
            state: ExportState::Done,
            bundle: 3,
            bundles: 3,
            file_name: "b.zip".into(),
            cleaned: 0,
        };
        assert_eq!(line(&news, Lang::Nl), "Klaar. U kunt de stick uitnemen.");
        news.state = ExportState::ReadingBack;
        assert_eq!(line(&news, Lang::Nl), "teruglezen: b.zip (3 van 3)");
    }
}
