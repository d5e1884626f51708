//! Making a bundle of some cases: events, proofs, profile, tables and documents, and what the header says of them.

use super::super::ExportAsk;
use super::super::export::{ExportPlan, Exported};
use super::super::making::{Stop, Teller};
use super::super::portions::too_large;
use super::super::receipt::WITHDRAWN;
use super::super::states::ExportState;
use super::super::tables::{Paths, Shown};
use super::guard::Leaving;
use super::ledger::Ledgers;
use super::need::{CaseNeed, Need, Own};
use super::parts::Part;
use crate::complaint::Complaint;
use crate::office::Office;
use crate::papers;
use crate::progress::Progress;
use noodbrug_core::bundle::{
    BundleHeader, CaseScope, CaseSeal, Kind as BundleKind, Profile, Scope, documents_in, file_name,
    proofs_path,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::{Draft, Event, Kind};
use noodbrug_core::ident::Author;
use noodbrug_core::register::Group;
use noodbrug_core::root::root_of;
use noodbrug_core::state::CaseState;
use noodbrug_core::text::Lang;
use noodbrug_files::bundle::{Drafted, Item, Parcel, draft};
use noodbrug_store::{BundleRecord, Direction, Partner};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

impl Office {
    /// Makes a bundle of some cases, as [`Office::export`] makes one of all, or several when the medium holds no file over
    /// `largest` bytes. What is in its place is noted in `done`, whatever comes after it.
    pub(in crate::exchange) fn export_scoped(
        &mut self,
        ask: &ExportAsk,
        plan: ExportPlan,
        (largest, done): (Option<u64>, &mut Vec<Exported>),
        teller: &mut Teller<'_>,
        progress: Progress<'_>,
    ) -> Result<(), Stop> {
        let partner = plan.partner;
        let profile = self.profile_of(&partner)?;
        self.seal_journal()?;
        let mut need = self.need_left((&partner, profile), ask, (Own::Sealed, largest))?;
        let parts = need.parts(largest);
        let parts = parts.ok_or_else(|| Stop::too_large(too_large(largest.unwrap_or_default())))?;
        teller.of(parts.len());
        for part in &parts {
            done.push(self.export_part((ask, &partner), (&mut need, part), teller, &mut *progress)?);
        }
        Ok(())
    }

    /// Makes one bundle of some cases.
    fn export_part(
        &mut self,
        (ask, partner): (&ExportAsk, &Partner),
        (need, part): (&mut Need, &Part),
        teller: &mut Teller<'_>,
        progress: Progress<'_>,
    ) -> Result<Exported, Stop> {
        let mut header = self.begin_header(BundleKind::Export, partner)?;
        header.purpose.clone_from(&ask.purpose);
        header.acks = self.acks(partner)?;
        let (drafted, seals) = {
            let (items, seals) = self.scoped_items((need, part), &mut header, partner)?;
            let envelope = self.envelope_of(partner, ask.open)?;
            teller.next(file_name(&header.folder(), envelope.is_some()));
            (draft(&ask.folder, Parcel { header, items, envelope }, &self.sender(), &mut *progress)?, seals)
        };
        let record = self.record_scoped((&drafted, seals), partner, (need, part))?;
        let written = self.place_telling(drafted, &record, teller, progress)?;
        teller.tell(ExportState::Verified);
        Ok(Exported::of(written))
    }

    /// Makes its files; gives how many seals of journals are among them as well.
    fn scoped_items<'a>(
        &'a self,
        (need, part): (&mut Need, &Part),
        header: &mut BundleHeader,
        partner: &Partner,
    ) -> Result<(Vec<Item<'a>>, u64), Complaint> {
        let Need { cases, ledgers, .. } = need;
        let cases = part.cases(cases);
        let proofs = self.proofs(&cases, ledgers)?;
        let leaving = Leaving { cases: cases.iter().map(|case| sealed(case)).collect(), proofs };
        let documents = part.documents.keys().copied().collect();
        leaving.check(&need.profile, &documents, self.meta.mode)?;
        let mut items = vec![Item::bytes(Profile::PATH, need.profile.to_bytes()?)];
        let mut seals = Vec::new();
        for (seal, bytes) in leaving.cases {
            items.push(Item::bytes(&CaseSeal::path_of(&seal.case), bytes));
            seals.push(seal);
        }
        let seals_of_journals = leaving.proofs.len() as u64;
        let proofs = leaving.proofs.into_iter();
        items.extend(proofs.map(|(author, bytes)| Item::bytes(&proofs_path(&author), bytes)));
        header.wants = self.wants_of(&cases);
        header.state_root = root_of(cases.iter().map(|case| (case.case, CaseState::of(&case.events))));
        let elsewhere = CaseScope::runs(self.elsewhere(header, partner)?);
        let scope = CaseScope { profile: need.profile.name()?, seals, elsewhere };
        header.scope = Scope::Cases(Box::new(scope));
        let mut paths = Paths::new();
        for (digest, len) in &part.documents {
            items.push(self.document_item((*digest, *len), &mut paths)?);
        }
        header.docs.count = part.documents.len() as u64;
        let shown = Shown { custody: need.profile.shows(Group::Measure) };
        let states = cases.iter().map(|case| (case.case, case.shown(&need.profile)));
        items.extend(self.tables_of(states, shown, &paths)?);
        let entries = header.event_count().saturating_add(seals_of_journals);
        let overview = self.overview(header, (&partner.name, entries))?;
        let paper = papers::bundle_overview(&self.letterhead(Lang::Nl)?, &overview);
        items.push(Item::bytes("data/overzicht.pdf", papers::render(&paper)?));
        Ok((items, seals_of_journals))
    }

    /// Makes the file of proofs of each author.
    fn proofs(
        &self,
        cases: &[&CaseNeed],
        ledgers: &mut Ledgers,
    ) -> Result<BTreeMap<Author, Vec<u8>>, Complaint> {
        let mut authors: BTreeMap<Author, Vec<&Event>> = BTreeMap::new();
        for event in cases.iter().flat_map(|case| &case.events) {
            authors.entry(event.author()).or_default().push(event);
        }
        let mut files = BTreeMap::new();
        for (author, mut events) in authors.into_iter().filter(|(author, _)| !author.ws.is_source()) {
            events.sort_by_key(|event| (event.header.seq, event.id));
            if let Some(ledger) = ledgers.of(self, &author)? {
                files.insert(author, ledger.proofs(events).to_bytes()?);
            }
        }
        Ok(files)
    }

    /// Gives the documents that go-along events name and that are not in the vault.
    fn wants_of(&self, cases: &[&CaseNeed]) -> Vec<Digest> {
        let named = documents_in(cases.iter().flat_map(|case| &case.events));
        named.into_iter().filter(|digest| !self.vault.has(digest)).collect()
    }

    /// Gives the numbers below this bundle's that were not made for this partner, or not at all.
    fn elsewhere(&self, header: &BundleHeader, partner: &Partner) -> Result<BTreeSet<u64>, Complaint> {
        let made = self.store.bundles_of(&self.station.author)?.into_iter();
        let not_theirs = made.filter(|bundle| {
            bundle.direction == Direction::Out
                && bundle.seq < header.seq
                && (bundle.partner.as_deref() != Some(&partner.name) || bundle.verdict == WITHDRAWN)
        });
        Ok(not_theirs.map(|bundle| bundle.seq).collect())
    }

    fn record_scoped(
        &mut self,
        (drafted, seals): (&Drafted, u64),
        partner: &Partner,
        (need, part): (&Need, &Part),
    ) -> Result<BundleRecord, Complaint> {
        let header = &drafted.header;
        let sent = part.sent(&need.cases);
        let said = json!({
            "bundle": header.folder(), "kind": header.kind.word(), "seq": header.seq,
            "tagmanifest": drafted.tagmanifest.to_string(), "to": partner.name,
            "fingerprint": partner.fingerprint, "events": header.event_count().saturating_add(seals), "documents": header.docs.count,
            "cases": sent.len(), "profile": need.profile.kind.word(),
            "profile_version": need.profile.version,
        });
        // What it carries of this station's journal is not a stretch of it.
        let record = self.out_record(drafted, partner);
        let head = self.store.chain(&self.station.author)?.head.map_or(0, |(seq, _)| seq);
        self.append_with(vec![Draft::saying(Kind::Export, None, said)], |work| {
            work.add_sent_cases(&record.tagmanifest, &sent, head)?;
            work.add_bundle(&record)
        })?;
        Ok(record)
    }
}

fn sealed(need: &CaseNeed) -> (CaseSeal, Vec<u8>) {
    let bytes: Vec<u8> = need.events.iter().flat_map(Event::to_line).collect();
    let seal = CaseSeal {
        case: need.case,
        count: need.events.len() as u64,
        seal: CaseSeal::over(need.events.iter().map(|event| event.id)),
        unproven: need.unproven,
        sha256: Digest::of(&bytes),
    };
    (seal, bytes)
}
