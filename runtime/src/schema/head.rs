//! The first bytes of a key token, for the prediction of the next key: one comparison of two words.

use crate::reader::special;

/// The first bytes of `name":`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head([u64; 2]);

/// How many bytes of a key token are compared at once.
const BYTES: usize = 16;

/// The head of a name that has to be escaped: bytes that no text has.
const NEVER: [u64; 2] = [u64::MAX; 2];

/// For each length of a head, the bits that count.
static MASKS: [[u64; 2]; BYTES + 1] = {
    let mut masks = [[0; 2]; BYTES + 1];
    let mut length = 0;
    while length <= BYTES {
        masks[length] = mask(length);
        length += 1;
    }
    masks
};

const fn mask(length: usize) -> [u64; 2] {
    const fn low(bytes: usize) -> u64 {
        if bytes >= 8 { u64::MAX } else { (1 << (8 * bytes)) - 1 }
    }
    [low(length), low(length.saturating_sub(8))]
}

impl Head {
    /// The head of a name.
    ///
    /// The compiler evaluates this for every field of every generated type, so that each byte costs no more than
    /// one turn of a small loop.
    pub(super) const fn of(name: &[u8]) -> Self {
        let first = gather(name, 0);
        let mut is_plain = is_plain(first);
        let mut start = BYTES;
        while start < name.len() {
            is_plain = is_plain && self::is_plain(gather(name, start));
            start += BYTES;
        }
        if !is_plain {
            return Self(NEVER);
        }
        // Two of the spaces behind the name become the end of the token.
        let end = if name.len() < BYTES { END << (8 * name.len()) } else { 0 };
        let mask = mask(if name.len() + 2 < BYTES { name.len() + 2 } else { BYTES });
        let [low, high] = halves(first ^ end);
        Self([low & mask[0], high & mask[1]])
    }

    /// Is it the head of a name that needs no escape?
    #[inline]
    pub(super) fn is_plain(self) -> bool {
        self.0[0] != NEVER[0]
    }

    /// Does `name":` stand at `at`, where `name` is the name that this is the head of?
    #[inline]
    pub(super) fn is_at(self, name: &str, json: &[u8], at: usize) -> bool {
        let Some(token) = json.get(at..).and_then(|rest| rest.first_chunk::<BYTES>()) else {
            return self.is_at_end(name, json, at);
        };
        let [low, high] = halves(u128::from_le_bytes(*token));
        let mask = &MASKS[(name.len() + 2).min(BYTES)];
        let differs = ((low & mask[0]) ^ self.0[0]) | ((high & mask[1]) ^ self.0[1]);
        differs == 0 && (name.len() + 2 <= BYTES || self.is_at_end(name, json, at))
    }

    /// The same for long names, and where the text ends soon.
    #[inline(never)]
    fn is_at_end(self, name: &str, json: &[u8], at: usize) -> bool {
        self.is_plain()
            && json
                .get(at..)
                .and_then(|rest| rest.strip_prefix(name.as_bytes()))
                .is_some_and(|rest| rest.starts_with(b"\":"))
    }
}

/// What turns two spaces into `":`.
const END: u128 = 0x3a22 ^ 0x2020;

/// Sixteen spaces, which need no escape.
const SPACES: u128 = u128::from_le_bytes([b' '; BYTES]);

/// Sixteen bytes from `start`; spaces where there are less.
const fn gather(bytes: &[u8], start: usize) -> u128 {
    let mut at = if bytes.len() - start < BYTES { bytes.len() } else { start + BYTES };
    let mut gathered = SPACES;
    while at > start {
        at -= 1;
        gathered = gathered << 8 | bytes[at] as u128;
    }
    gathered
}

const fn is_plain(bytes: u128) -> bool {
    let [low, high] = halves(bytes);
    special(low) | special(high) == 0
}

#[expect(clippy::cast_possible_truncation, reason = "the halves are what is asked for")]
const fn halves(bytes: u128) -> [u64; 2] {
    [bytes as u64, (bytes >> 64) as u64]
}
