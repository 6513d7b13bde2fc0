use super::ProofFlaw;

/// No more uses than this are kept at once.
const MOST_USES: usize = 1 << 23;

/// The cuts known where the proof stands, and what plans use of them.
pub(super) struct Cuts {
    /// For each cut its capacity, and what a plan uses at most.
    known: Vec<(i128, i64)>,
    /// For each household what its plans use, cut by cut; what is not used is left out.
    uses: Vec<Vec<Use>>,
    kept: usize,
}

/// How much a plan uses of a cut.
pub(super) struct Use {
    pub(super) plan: u32,
    pub(super) cut: u32,
    pub(super) amount: i64,
}

impl Cuts {
    /// No cut is known.
    pub(super) fn new(households: usize) -> Self {
        let uses = (0..households).map(|_| Vec::new()).collect();
        Self { known: Vec::new(), uses, kept: 0 }
    }

    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    pub(super) fn capacity(&self, cut: u32) -> i128 {
        self.known[cut as usize].0
    }

    /// How much a plan uses of a cut at most.
    pub(super) fn most(&self, cut: u32) -> i64 {
        self.known[cut as usize].1
    }

    /// Adds a cut and what is used of it: (household, plan, amount), ascending, amounts above 0.
    pub(super) fn add(
        &mut self,
        capacity: i128,
        uses: &[(u32, u32, i64)],
    ) -> Result<(), ProofFlaw> {
        let cut = u32::try_from(self.known.len()).map_err(|_| ProofFlaw::TooManyUses)?;
        let most = uses.iter().map(|(.., amount)| *amount).max().unwrap_or(0);
        self.known.push((capacity, most));
        for uses in uses.chunk_by(|a, b| a.0 == b.0) {
            let of_household = &mut self.uses[uses[0].0 as usize];
            let uses = uses.iter().map(|(_, plan, amount)| (*plan, *amount));
            of_household.extend(uses.map(|(plan, amount)| Use { plan, cut, amount }));
        }
        self.kept += uses.len();
        if self.kept > MOST_USES { Err(ProofFlaw::TooManyUses) } else { Ok(()) }
    }

    /// Forgets all cuts but the first ones.
    pub(super) fn keep(&mut self, first: usize) {
        if first < self.known.len() {
            self.known.truncate(first);
            for uses in &mut self.uses {
                uses.truncate(uses.partition_point(|one| (one.cut as usize) < first));
            }
            self.kept = self.uses.iter().map(Vec::len).sum();
        }
    }

    /// What the plans of a household use, cut by cut.
    pub(super) fn uses_of(&self, household: u32) -> &[Use] {
        &self.uses[household as usize]
    }
}
