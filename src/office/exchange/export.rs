//! Making a bundle: what a partner lacks, signed, written, read back, and only then recorded.

use super::making::{Stop, Teller};
use super::preflight::{self, Preflight};
use super::scoped::{ScopePlan, profiles};
use super::segment::Run;
use super::selection::{Documents, Selection};
use super::states::ExportState;
use super::tables;
use crate::complaint::Complaint;
use crate::may::Deed;
use crate::office::Office;
use crate::papers::{self, BundleOverview};
use crate::printing::To;
use crate::progress::Progress;
use noodbrug_core::bundle::{
    BundleHeader, ENVELOPE_SUFFIX, Kind as BundleKind, Vector, document_path, file_name, is_proofs,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Kind};
use noodbrug_core::ident::CaseId;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Drafted, FileFacts, Item, Parcel, Written, draft};
use noodbrug_files::medium::{self, Medium};
use noodbrug_files::place::Placed;
use noodbrug_store::{BundleRecord, Direction, Partner};
use serde_json::json;
use std::io::{self, Cursor, Read as _};
use std::path::PathBuf;

/// Above this, segments are read again when their turn comes instead of being held in memory.
const HELD: u64 = 64 << 20;

/// What bundle is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportAsk {
    /// The partner, by name.
    pub partner: String,
    /// Documents go along.
    pub documents: bool,
    /// Why it is made, in words.
    pub purpose: String,
    /// Where it goes.
    pub folder: PathBuf,
    /// Without an envelope, although the partner has a key for one: on a medium that is encrypted itself.
    pub open: bool,
    /// The cases that a person chose; when empty, those that the partner has to do with.
    pub cases: Vec<CaseId>,
}

/// What a bundle would hold, and what stands in its way.
#[derive(Clone, Debug)]
pub struct ExportPlan {
    /// For whom.
    pub partner: Partner,
    /// The name that the file gets.
    pub file_name: String,
    /// Events in it, the seal of the journal included.
    pub events: u64,
    /// Cases that it speaks of.
    pub cases: u64,
    /// Documents in it.
    pub documents: u64,
    /// Bytes of these.
    pub document_bytes: u64,
    /// Registers in conflict here.
    pub conflicts: u64,
    /// It goes in an envelope that only the partner and this workstation can open.
    pub closed: bool,
    /// The partner never sent a receipt: everything goes. Of a bundle of some cases the scope tells what goes.
    pub first: bool,
    /// How many bundles it takes, because the medium holds no larger file.
    pub bundles: u64,
    /// The bytes of all of them, reckoned beforehand and rather too many than too few.
    pub bytes: u64,
    /// What the folder lies on; nothing when it is not there.
    pub medium: Option<Medium>,
    /// What to know beforehand.
    pub preflight: Vec<Preflight>,
    /// What leaves of which cases, and what stays; none when all goes.
    pub scope: Option<ScopePlan>,
}

impl ExportPlan {
    /// Says whether nothing stands in the way.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.preflight.iter().all(|found| !found.stops)
    }
}

/// A bundle that is in its place, read back and recorded.
#[derive(Clone, Debug)]
pub struct Exported {
    /// Where it is.
    pub path: PathBuf,
    /// Bytes of the archive.
    pub len: u64,
    /// The SHA-256 of its tag manifest: its name, for the cover sheet.
    pub tagmanifest: Digest,
    /// Its header.
    pub header: BundleHeader,
    /// The entries in it, seals of journals included: as many as its receiver counts.
    pub entries: u64,
}

impl Exported {
    /// Names a bundle that was written, and counts what is in it.
    pub(super) fn of(written: Written) -> Exported {
        let Written { path, len, tagmanifest, header, judgement } = written;
        let seals = judgement.files.keys().filter(|path| is_proofs(path)).count() as u64;
        let entries = header.event_count().saturating_add(seals);
        Exported { path, len, tagmanifest, header, entries }
    }
}

/// What all bundles of one act say alike.
#[derive(Debug)]
pub(super) struct Whole {
    state_root: Digest,
    have: Vector,
    acks: Vec<Digest>,
}

impl Office {
    /// Tells what a bundle would hold and what stands in its way; nothing is written.
    ///
    /// # Errors
    /// A complaint when there is no such partner, or a fault of the disk.
    pub fn plan_export(&self, ask: &ExportAsk) -> Result<ExportPlan, Complaint> {
        self.plan_export_within(ask, largest_in(ask))
    }

    /// Tells the same for a medium that holds no file over `largest` bytes.
    ///
    /// # Errors
    /// As [`Office::plan_export`].
    pub fn plan_export_within(&self, ask: &ExportAsk, largest: Option<u64>) -> Result<ExportPlan, Complaint> {
        self.allowed(Deed::Exchange)?;
        let partner = self.partner(&ask.partner)?;
        if let Some(profile) = self.scoped_profile(&partner, ask)? {
            return self.plan_scoped(ask, (partner, profile), largest);
        }
        let selection = self.left_to_go(ask, &partner, largest)?;
        let header = self.begin_header(BundleKind::Export, &partner)?;
        let closed = self.envelope_of(&partner, ask.open)?;
        let mut plan = ExportPlan {
            file_name: file_name(&header.folder(), closed.is_some()),
            closed: closed.is_some(),
            // The journal is sealed first, and the seal goes along.
            events: selection.events.saturating_add(1),
            cases: selection.cases.len() as u64,
            documents: selection.documents.len() as u64,
            document_bytes: selection.document_bytes(),
            conflicts: self.counts()?.conflicts,
            first: partner.acked.is_empty(),
            bundles: 1,
            bytes: selection.reckoned(),
            medium: medium::of(&ask.folder),
            preflight: Vec::new(),
            scope: None,
            partner,
        };
        // Packed text is smaller than this; what is reckoned too much is only asked for too early.
        let bytes = selection.event_bytes().saturating_add(plan.document_bytes);
        plan.preflight.extend(self.rewound().map(Preflight::rewound));
        plan.preflight.extend(self.own_key_gone().map(Preflight::own_key_gone));
        let forked: Vec<String> = selection.forked.iter().map(ToString::to_string).collect();
        plan.preflight.extend(preflight::place(&ask.folder, &plan.file_name, bytes));
        let content = preflight::content(&plan, selection.writes, &forked);
        plan.preflight.extend(content);
        match self.portions(selection, largest) {
            Ok(portions) => {
                plan.bundles = portions.len() as u64;
                plan.bytes = portions.iter().fold(0, |sum, one| sum.saturating_add(one.reckoned()));
            }
            Err(why) => plan.preflight.push(Preflight::too_large(why.sentence)),
        }
        Ok(plan)
    }

    /// Makes a bundle for a partner: the journal is sealed, all that the partner lacks is written and signed, the journal
    /// and the list of bundles say so, and only then it gets its name and is read back. Where the medium needs several, all
    /// are made and the first is given; [`Office::export_telling`] gives all.
    ///
    /// # Errors
    /// A complaint that says what stands in the way or which file failed; then no bundle of this name is left behind.
    pub fn export(&mut self, ask: &ExportAsk, progress: Progress<'_>) -> Result<Exported, Complaint> {
        let made = self.export_telling(ask, largest_in(ask), &mut |_| (), progress)?;
        made.into_iter().next().ok_or_else(super::cancelled)
    }

    /// Gathers what all bundles of one act say alike.
    pub(super) fn whole(&mut self, partner: &Partner, portions: &[Selection]) -> Result<Whole, Complaint> {
        let state_root = self.store.seal_root()?;
        let vector = self.store.vector()?;
        let have = portions.first().map(|first| first.have(vector)).unwrap_or_default();
        Ok(Whole { state_root, have, acks: self.acks(partner)? })
    }

    /// Makes one bundle of what goes to a partner.
    pub(super) fn export_one(
        &mut self,
        ask: &ExportAsk,
        partner: &Partner,
        (whole, selection): (&Whole, &Selection),
        teller: &mut Teller<'_>,
        progress: Progress<'_>,
    ) -> Result<Exported, Stop> {
        let mut header = self.begin_header(BundleKind::Export, partner)?;
        header.purpose.clone_from(&ask.purpose);
        header.basis = super::vector_of(&selection.basis);
        // A bundle of documents alone adds nothing to what its receiver holds of the journals.
        let adds = !selection.runs.is_empty();
        header.have = if adds { whole.have.clone() } else { header.basis.clone() };
        header.state_root = whole.state_root;
        header.acks.clone_from(&whole.acks);
        let drafted = {
            let items = self.items(selection, &mut header, partner)?;
            let envelope = self.envelope_of(partner, ask.open)?;
            teller.next(file_name(&header.folder(), envelope.is_some()));
            draft(&ask.folder, Parcel { header, items, envelope }, &self.sender(), &mut *progress)?
        };
        let record = self.record_export(&drafted, partner, selection)?;
        let written = self.place_telling(drafted, &record, teller, progress)?;
        teller.tell(ExportState::Verified);
        Ok(Exported::of(written))
    }

    /// Prints the cover sheet that goes with a bundle: on it, the number that proves the bundle without any key.
    ///
    /// # Errors
    /// A complaint that names the file.
    pub fn print_cover(&mut self, exported: &Exported, to: To<'_>, lang: Lang) -> Result<Placed, Complaint> {
        let partner = exported.header.recipients.first().map(|to| to.name.clone()).unwrap_or_default();
        let overview = self.overview(&exported.header, (&partner, exported.entries))?;
        let paper = papers::bundle_cover(
            &self.letterhead(lang)?,
            &overview,
            (&exported.tagmanifest, exported.path.to_string_lossy().ends_with(ENVELOPE_SUFFIX)),
        );
        self.put(&paper, to, None)
    }

    /// Puts together what the overview of a bundle says, with so many entries, seals included.
    pub(super) fn overview(
        &self,
        header: &BundleHeader,
        (partner, entries): (&str, u64),
    ) -> Result<BundleOverview, Complaint> {
        let conflicts =
            self.conflicts()?.rows.into_iter().filter(|item| header.scope.holds(&item.label.case));
        let profile = header.scope.cases().map(|scope| scope.profile);
        let shown = profile.map(|profile| profiles().map(|all| all.of(profile.kind).cloned())).transpose()?;
        let shown = shown.flatten();
        let conflicts =
            conflicts.filter(|item| shown.as_ref().is_none_or(|profile| profile.shows(item.register.group)));
        Ok(BundleOverview {
            name: header.folder(),
            seq: header.seq,
            receiver: partner.to_owned(),
            purpose: header.purpose.clone(),
            created: header.created,
            scope: header.scope.cases().map(|scope| (scope.profile, scope.seals.len() as u64)),
            events: entries,
            documents: header.docs.count,
            conflicts: conflicts.map(|item| item.label.number).collect(),
            ages: self.ages()?,
            root: self.station.root().fingerprint(),
            state_root: header.state_root,
        })
    }

    /// The receipts of this partner that were seen, newest first.
    pub(super) fn acks(&self, partner: &Partner) -> Result<Vec<Digest>, Complaint> {
        let receipts = self.store.bundles()?.into_iter().filter(|bundle| {
            bundle.direction == Direction::In
                && bundle.kind == BundleKind::Receipt.word()
                && bundle.partner.as_deref() == Some(&partner.name)
        });
        Ok(receipts.map(|bundle| bundle.tagmanifest).take(100).collect())
    }

    fn items<'a>(
        &'a self,
        selection: &'a Selection,
        header: &mut BundleHeader,
        partner: &Partner,
    ) -> Result<Vec<Item<'a>>, Complaint> {
        let hold = selection.event_bytes() <= HELD;
        let mut items = Vec::new();
        for run in &selection.runs {
            let bytes = run.read(&self.store)?;
            let facts = FileFacts { len: bytes.len() as u64, digest: Digest::of(&bytes) };
            let segment = run.segment(facts.digest);
            items.push(if hold {
                Item::bytes(&segment.path, bytes)
            } else {
                Item::stream(&segment.path, facts, move || self.reread(run))
            });
            header.segments.push(segment);
        }
        let mut paths = tables::Paths::new();
        for (digest, len) in &selection.documents {
            items.push(self.document_item((*digest, *len), &mut paths)?);
        }
        header.docs.count = selection.documents.len() as u64;
        items.extend(self.tables(&selection.cases, &paths)?);
        let overview = self.overview(header, (&partner.name, header.event_count()))?;
        let paper = papers::bundle_overview(&self.letterhead(Lang::Nl)?, &overview);
        items.push(Item::bytes("data/overzicht.pdf", papers::render(&paper)?));
        Ok(items)
    }

    /// Makes the file of a document, and notes its path.
    pub(super) fn document_item<'a>(
        &'a self,
        (digest, len): (Digest, u64),
        paths: &mut tables::Paths,
    ) -> Result<Item<'a>, Complaint> {
        let path = document_path(&digest, &self.extension(&digest)?);
        let open = move || self.vault.stream(&digest).map_err(io::Error::other);
        let item = Item::stream(&path, FileFacts { len, digest }, open);
        paths.insert(digest, path);
        Ok(item)
    }

    fn reread(&self, run: &Run) -> io::Result<Cursor<Vec<u8>>> {
        run.read(&self.store).map(Cursor::new).map_err(io::Error::other)
    }

    /// Chooses the ending of a document's name, from its first bytes or else from the name that it came with.
    fn extension(&self, digest: &Digest) -> Result<String, Complaint> {
        let mut first = Vec::new();
        let stream = self.vault.stream(digest)?;
        stream.take(8).read_to_end(&mut first).map_err(noodbrug_files::vault::VaultError::Stream)?;
        let known = tables::ending_of_bytes(&first).map(str::to_owned);
        match known {
            Some(ending) => Ok(ending),
            None => Ok(tables::ending_of_name(&self.name_of(digest)?)),
        }
    }

    fn name_of(&self, digest: &Digest) -> Result<String, Complaint> {
        let Some(found) = self.store.cases_with_document(digest)?.into_iter().next() else {
            return Ok(String::new());
        };
        let file = self.file(&found.label.case)?;
        let links = file.documents.values().flat_map(noodbrug_core::case::Fact::values);
        let mut named = links.filter(|link| link.sha256 == *digest);
        Ok(named.next().map(|link| link.name.clone()).unwrap_or_default())
    }

    fn record_export(
        &mut self,
        drafted: &Drafted,
        partner: &Partner,
        selection: &Selection,
    ) -> Result<BundleRecord, Complaint> {
        let header = &drafted.header;
        let head_seq = self.store.chain(&self.station.author)?.head.map_or(0, |(seq, _)| seq);
        let said = json!({
            "bundle": header.folder(), "kind": header.kind.word(), "seq": header.seq,
            "tagmanifest": drafted.tagmanifest.to_string(), "to": partner.name,
            "fingerprint": partner.fingerprint, "events": selection.events,
            "documents": selection.documents.len(),
        });
        let record = BundleRecord { head_seq, ..self.out_record(drafted, partner) };
        let have = serde_json::to_string(&header.have).unwrap_or_default();
        self.append_with(vec![Draft::saying(Kind::Export, None, said)], |work| {
            work.put_sent(&record.tagmanifest, &have)?;
            work.add_bundle(&record)
        })?;
        self.keep_guard();
        Ok(record)
    }

    /// Begins the record of a bundle that was made here.
    pub(super) fn out_record(&self, drafted: &Drafted, partner: &Partner) -> BundleRecord {
        let header = &drafted.header;
        BundleRecord {
            direction: Direction::Out,
            kind: header.kind.word().to_owned(),
            author: header.station(),
            seq: header.seq,
            prev: header.prev_bundle,
            tagmanifest: drafted.tagmanifest,
            name: drafted.file_name(),
            partner: Some(partner.name.clone()),
            verdict: super::receipt::BEGUN.to_owned(),
            head_seq: 0,
            at: header.created,
        }
    }
}

/// Gives the largest file in bytes that the medium of the folder can hold.
fn largest_in(ask: &ExportAsk) -> Option<u64> {
    medium::of(&ask.folder).and_then(|medium| medium.largest_file)
}

pub(super) const fn documents(ask: &ExportAsk) -> Documents {
    if ask.documents { Documents::Lacking } else { Documents::None }
}
