//! Decoding arbitrary bytes into types that are generated from `types.yaml`: unions, assertions, numbers, formats, maps.

use fuzz_types::types::{Checked, Either, Everything, Pet, Point, Tree};

use crate::decode::check;

/// What holds of the types of the Otark API holds of these.
pub fn types(data: &[u8]) {
    check::<Everything>(data);
    check::<Pet>(data);
    check::<Either>(data);
    check::<Point>(data);
    check::<Tree>(data);
    check::<Checked>(data);
}
