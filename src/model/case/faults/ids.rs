use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::model::FaultKind::{AlmostEqual, Duplicate, UnknownReference};
use crate::model::{Fault, Table};
use crate::text::{Said, id_key, said};

/// The ids of one kind: each stands once, and no two are alike to the eye.
pub(super) struct Ids<'a, Id> {
    ids: Vec<&'a Id>,
    /// The row of the first of those that are alike, by their key.
    first: HashMap<String, usize>,
    /// The rows of the others.
    others: HashMap<&'a Id, usize>,
}

impl<'a, Id: Eq + Hash + AsRef<str>> Ids<'a, Id> {
    pub(super) fn new(
        faults: &mut Vec<Fault>,
        (table, field): (Table, &'static str),
        ids: impl Iterator<Item = &'a Id>,
    ) -> Self {
        let ids: Vec<&Id> = ids.collect();
        let (mut first, mut others) = (HashMap::with_capacity(ids.len()), HashMap::new());
        for (row, id) in ids.iter().enumerate() {
            let alike = match first.entry(id_key(id.as_ref())) {
                Entry::Vacant(entry) => {
                    entry.insert(row);
                    continue;
                }
                Entry::Occupied(entry) => *entry.get(),
            };
            let same = if ids[alike] == *id { alike } else { *others.entry(*id).or_insert(row) };
            let fault = if same == row {
                Fault::new(table, AlmostEqual, almost_equal()).against(alike).advise(said!(
                    "Write the id of the same in the same way, or give one of the two another id",
                    "Skriv det samme id ens begge steder, eller giv det ene af de to et andet id"
                ))
            } else {
                Fault::new(
                    table,
                    Duplicate,
                    said!("an id that stands once", "et id, der kun står én gang"),
                )
                .against(same)
                .advise(said!(
                    "Remove the repeated row or give it an id of its own",
                    "Fjern den gentagne række, eller giv den sit eget id"
                ))
            };
            faults.push(fault.at(row, field).quoting_id(id.as_ref()));
        }
        Self { ids, first, others }
    }

    /// A fault where `id` is none of these.
    pub(super) fn known(
        &self,
        faults: &mut Vec<Fault>,
        (table, row, field): (Table, usize, &'static str),
        id: &Id,
    ) {
        let alike = self.first.get(&id_key(id.as_ref()));
        if alike.is_some_and(|row| self.ids[*row] == id) || self.others.contains_key(id) {
            return;
        }
        let advice = if alike.is_some() {
            said!(
                "A known id differs only in case, spaces or the sort of dash: write it as there",
                "Et kendt id afviger kun i store og små bogstaver, mellemrum eller tankestreger: skriv det som der"
            )
        } else {
            said!(
                "Correct the id or add what it names",
                "Ret id'et, eller tilføj det, som det står for"
            )
        };
        let known = match field {
            "household" => "en kendt husstand",
            "dwelling" => "en kendt bolig",
            "site" => "et kendt arbejdssted",
            "opening" => "en kendt stilling",
            _ => "en kendt person",
        };
        faults.push(
            Fault::new(
                table,
                UnknownReference,
                said!("the id of a known {field}", "id på {known}"),
            )
            .at(row, field)
            .quoting_id(id.as_ref())
            .advise(advice),
        );
    }
}

fn almost_equal() -> Said {
    said!(
        "an id that differs from every other in more than case, spaces or the sort of dash",
        "et id, der afviger fra alle andre i mere end store og små bogstaver, mellemrum eller tankestreger"
    )
}
