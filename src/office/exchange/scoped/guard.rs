//! The last look before anything leaves: what our own reader would refuse of a bundle of some cases is never made.

use crate::complaint::{Both, Complaint};
use noodbrug_core::bundle::{
    CaseSeal, Finding, FindingKind, Mode, Profile, Proofs, ScopedFault, place_of, proofs_path,
};
use noodbrug_core::digest::Digest;
use noodbrug_core::event::Event;
use noodbrug_core::ident::Author;
use std::collections::{BTreeMap, BTreeSet};

/// What a bundle of some cases holds, as the bytes that would leave.
#[derive(Default)]
pub(super) struct Leaving {
    pub(super) cases: Vec<(CaseSeal, Vec<u8>)>,
    pub(super) proofs: BTreeMap<Author, Vec<u8>>,
}

impl Leaving {
    /// Reads the bytes as a receiver would.
    pub(super) fn check(
        &self,
        profile: &Profile,
        documents: &BTreeSet<Digest>,
        mode: Mode,
    ) -> Result<(), Complaint> {
        let mut all = Vec::new();
        for (seal, bytes) in &self.cases {
            let events = seal.events(bytes, mode);
            all.extend(events.map_err(|why| stopped(&CaseSeal::path_of(&seal.case), why))?);
        }
        profile.check(&all, documents).map_err(|why| stopped(Profile::PATH, why))?;
        all.sort_by_cached_key(place_of);
        let mut authors: BTreeMap<Author, Vec<&Event>> = BTreeMap::new();
        for event in all.iter().filter(|event| !event.header.ws.is_source()) {
            authors.entry(event.author()).or_default().push(event);
        }
        for (author, events) in authors {
            let path = proofs_path(&author);
            let bytes = self.proofs.get(&author).ok_or_else(|| stopped(&path, unproven()))?;
            Proofs::of(bytes, &author, &events).map_err(|why| stopped(&path, why))?;
        }
        Ok(())
    }
}

fn unproven() -> ScopedFault {
    (FindingKind::BadProof, String::new())
}

fn stopped(path: &str, (kind, why): ScopedFault) -> Complaint {
    let finding = Finding::new(kind, path).with(why);
    let (code, found) = (finding.code(), Both::of(|lang| finding.message(lang)));
    Complaint::refused(
        format!("Er is geen bundel gemaakt, want de controle vooraf vond een fout ({code}). {}", found.nl),
        format!("No bundle was made, because the check beforehand found a fault ({code}). {}", found.en),
    )
}

#[cfg(test)]
mod tests {
    use super::super::profiles;
    use super::*;
    use noodbrug_core::bundle::PartnerKind;
    use noodbrug_core::event::{Draft, Kind, Stamp};
    use noodbrug_core::ident::{CaseId, ObjectId, Role};
    use noodbrug_core::journal::Chain;
    use noodbrug_core::register::{Group, Register};
    use serde_json::json;

    fn leaving(withheld: bool) -> Leaving {
        let case = CaseId::derived("test", "1");
        let register = Register::of(Group::Note, ObjectId::derived("n"));
        let writes = BTreeMap::from([(register, json!({"kind": "note", "text": "geheim"}))]);
        let stamp = Stamp {
            by: "a.bakker".into(),
            role: Role::Clerk,
            at: "2026-11-23T09:00:00+01:00".parse().unwrap(),
            boot: "b".into(),
            mono: 1,
            nonce: [7; 16],
            keyset: 1,
        };
        let mut chain = Chain::new(Author { ws: "bron-x".parse().unwrap(), ep: 1 });
        let event = chain.append(Draft::writing(Kind::Add, case, writes), &stamp).unwrap();
        let event = if withheld { event.withheld() } else { event };
        let bytes = event.to_line();
        let (seal, sha256) = (CaseSeal::over([event.id]), Digest::of(&bytes));
        let seal = CaseSeal { case, count: 1, seal, unproven: 0, sha256 };
        Leaving { cases: vec![(seal, bytes)], proofs: BTreeMap::new() }
    }

    #[test]
    fn a_bundle_that_shows_too_much_is_stopped_before_it_is_made() {
        let profiles = profiles().unwrap();
        let check = |kind, withheld| {
            let profile = profiles.of(kind).unwrap();
            leaving(withheld).check(profile, &BTreeSet::new(), Mode::Live)
        };
        assert!(check(PartnerKind::Cjib, true).is_ok() && check(PartnerKind::Office, false).is_ok());
        let stopped = check(PartnerKind::Cjib, false).unwrap_err().sentence.nl;
        assert!(stopped.contains("NB-PRF-05") && !stopped.contains("geheim"), "{stopped}");
    }
}
