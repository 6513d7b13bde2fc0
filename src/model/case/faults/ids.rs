use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::model::FaultKind::{AlmostEqual, Duplicate, UnknownReference};
use crate::model::{Fault, Table};
use crate::text::id_key;

/// The ids of one kind: each stands once, and no two are alike to the eye.
pub(super) struct Ids<'a, Id> {
    rows: HashMap<&'a Id, usize>,
    alike: HashMap<String, usize>,
}

impl<'a, Id: Eq + Hash + AsRef<str>> Ids<'a, Id> {
    pub(super) fn new(
        faults: &mut Vec<Fault>,
        (table, field): (Table, &'static str),
        ids: impl Iterator<Item = &'a Id>,
    ) -> Self {
        let (mut rows, mut alike) = (HashMap::new(), HashMap::new());
        for (row, id) in ids.enumerate() {
            match rows.entry(id) {
                Entry::Occupied(first) => faults.push(
                    Fault::new(table, Duplicate, "an id that stands once")
                        .at(row, field)
                        .against(*first.get())
                        .quoting_id(id.as_ref())
                        .advise("Remove the repeated row or give it an id of its own"),
                ),
                Entry::Vacant(entry) => {
                    entry.insert(row);
                    match alike.entry(id_key(id.as_ref())) {
                        Entry::Vacant(entry) => drop(entry.insert(row)),
                        Entry::Occupied(first) => faults.push(
                            Fault::new(table, AlmostEqual, ALMOST_EQUAL)
                                .at(row, field)
                                .against(*first.get())
                                .quoting_id(id.as_ref())
                                .advise(
                                    "Write the id of the same in the same way, or give one of \
                                     the two another id",
                                ),
                        ),
                    }
                }
            }
        }
        Self { rows, alike }
    }

    /// A fault where `id` is none of these.
    pub(super) fn known(
        &self,
        faults: &mut Vec<Fault>,
        (table, row, field): (Table, usize, &'static str),
        id: &Id,
    ) {
        if self.rows.contains_key(id) {
            return;
        }
        let advice = if self.alike.contains_key(&id_key(id.as_ref())) {
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
