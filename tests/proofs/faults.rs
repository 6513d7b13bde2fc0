//! Everything that can be wrong in a proof.
