//! The first bytes of a key token, for the prediction of the next key: one comparison of two words.

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
    /// The compiler evaluates this for every field of every generated type, and what it pays for are calls: taking the
    /// name apart by patterns costs it a tenth of what indices and the functions of `core` do.
    pub(super) const fn of(name: &[u8]) -> Self {
        let mut token = [0; BYTES];
        let mut length = 0;
        let mut rest = name;
        while let [byte, after @ ..] = rest {
            if *byte < b' ' || *byte == b'"' || *byte == b'\\' {
                return Self(NEVER);
            }
            if length < BYTES {
                token[length] = *byte;
            }
            length += 1;
            rest = after;
        }
        if length < BYTES {
            token[length] = b'"';
        }
        if length + 1 < BYTES {
            token[length + 1] = b':';
        }
        Self(halves(u128::from_le_bytes(token)))
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

#[expect(clippy::cast_possible_truncation, reason = "the halves are what is asked for")]
const fn halves(bytes: u128) -> [u64; 2] {
    [bytes as u64, (bytes >> 64) as u64]
}

#[cfg(test)]
mod tests {
    use super::Head;

    /// For names of every length: the head knows its own token, and no other one.
    #[test]
    fn a_head_is_that_of_its_name_alone() {
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        for length in 0..=letters.len() {
            let name = &letters[..length];
            let head = Head::of(name.as_bytes());
            assert!(head.is_plain(), "{name}");
            for padding in ["", "1", "                        "] {
                let json = format!("\"{name}\":{padding}");
                assert!(head.is_at(name, json.as_bytes(), 1), "{json}");
                let longer = format!("\"{name}x\":{padding}");
                assert!(!head.is_at(name, longer.as_bytes(), 1), "{longer}");
                for changed in 0..length {
                    let mut json = json.clone();
                    json.replace_range(changed + 1..changed + 2, "_");
                    assert!(!head.is_at(name, json.as_bytes(), 1), "{json}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_needs_an_escape_has_no_head() {
        for special in ["\"", "\\", "\n", "\u{0}"] {
            for before in 0..40 {
                let name = format!("{}{special}{}", "a".repeat(before), "b".repeat(before % 7));
                assert!(!Head::of(name.as_bytes()).is_plain(), "{name:?}");
            }
        }
    }
}
