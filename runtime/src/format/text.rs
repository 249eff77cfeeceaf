//! `uuid`, `duration`, the JSON Pointers and the base64s.

/// 8-4-4-4-12 hexadecimal digits, of any version (RFC 9562, section 4).
pub(super) fn is_uuid(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 36
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// `duration` of RFC 3339, appendix A: units in falling order, without gaps, weeks alone.
pub(super) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else { return false };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    match time {
        Some(time) => (date.is_empty() || has_units(date, "YMD")) && has_units(time, "HMS"),
        None => has_units(date, "YMD") || has_units(date, "W"),
    }
}

/// Numbers, each with its unit, the units a run of `units`; at least one.
fn has_units(text: &str, units: &str) -> bool {
    let mut rest = text;
    let mut expected: Option<&str> = None;
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = rest[digits..].chars().next() else { return false };
        let from = expected.unwrap_or(units);
        let Some(at) = from.find(unit) else { return false };
        // The first unit may be any, the next ones follow without a gap.
        if digits == 0 || (expected.is_some() && at != 0) {
            return false;
        }
        expected = Some(&from[at + 1..]);
        rest = &rest[digits + 1..];
    }
    expected.is_some()
}

/// RFC 6901, section 3.
pub(super) fn is_json_pointer(text: &str) -> bool {
    (text.is_empty() || text.starts_with('/'))
        && text.split('~').skip(1).all(|after| after.starts_with(['0', '1']))
}

/// A number of levels up, then a JSON Pointer or `#`.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (levels, rest) = text.split_at(digits);
    let is_number = !levels.is_empty() && (levels == "0" || !levels.starts_with('0'));
    is_number && (rest == "#" || is_json_pointer(rest))
}

/// RFC 4648, section 4, with padding.
pub(super) fn is_base64(text: &str) -> bool {
    let data = without_padding(text);
    text.len().is_multiple_of(4)
        && text.len() - data.len() <= 2
        && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// RFC 4648, section 5, with or without padding.
pub(super) fn is_base64url(text: &str) -> bool {
    let data = without_padding(text);
    let padding = text.len() - data.len();
    data.len() % 4 != 1
        && (padding == 0 || (text.len().is_multiple_of(4) && padding <= 2))
        && data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn without_padding(text: &str) -> &str {
    text.trim_end_matches('=')
}
