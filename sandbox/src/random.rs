//! Identifiers and keys that nobody guesses.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher as _, Hasher as _};

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// So many random digits and lower-case letters.
///
/// The hasher of the standard library is keyed from the randomness of the system, which is enough for a program that
/// listens on loopback and holds no data of anybody.
pub(crate) fn text(length: usize) -> String {
    let mut bits = 0_u64;
    (0..length)
        .map(|index| {
            if index % 8 == 0 {
                let mut hasher = RandomState::new().build_hasher();
                hasher.write_usize(index);
                bits = hasher.finish();
            }
            let digit = DIGITS[usize::try_from(bits % 36).unwrap_or_default()];
            bits /= 36;
            char::from(digit)
        })
        .collect()
}
