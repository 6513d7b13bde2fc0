use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::model::FaultKind::{AlmostEqual, Duplicate, UnknownReference};
use crate::model::{Fault, Table};
use crate::text::id_key;

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
                Fault::new(table, AlmostEqual, ALMOST_EQUAL).against(alike).advise(
                    "Write the id of the same in the same way, or give one of the two another id",
                )
            } else {
                Fault::new(table, Duplicate, "an id that stands once")
                    .against(same)
                    .advise("Remove the repeated row or give it an id of its own")
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
            "A known id differs only in case, spaces or the sort of dash: write it as there"
        } else {
            "Correct the id or add what it names"
        };
        faults.push(
            Fault::new(table, UnknownReference, format!("the id of a known {field}"))
                .at(row, field)
                .quoting_id(id.as_ref())
                .advise(advice),
        );
    }
}

const ALMOST_EQUAL: &str =
    "an id that differs from every other in more than case, spaces or the sort of dash";
