//! Dates and times of RFC 3339, strict: nothing of ISO 8601 besides.

/// Seconds from 1970 back to the first second that RFC 3339 can write, that of the year 0.
#[cfg(feature = "jiff")]
pub(crate) const FIRST_SECOND: i64 = -62_167_219_200;

const SECONDS_A_DAY: i64 = 86_400;

/// Two digits as a number.
#[inline]
fn two(bytes: &[u8], at: usize) -> Option<u32> {
    let (tens, ones) = (bytes.get(at)?.wrapping_sub(b'0'), bytes.get(at + 1)?.wrapping_sub(b'0'));
    (tens <= 9 && ones <= 9).then(|| u32::from(tens) * 10 + u32::from(ones))
}

/// Eight bytes against a template whose zeros stand for digits; byte `i` of the result is the number of two
/// digits at `i`.
#[inline]
fn digits(word: u64, template: [u8; 8]) -> Option<[u8; 8]> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    let mut separators = [0; 8];
    let mut i = 0;
    while i < 8 {
        separators[i] = if template[i] == b'0' { 0 } else { 0xff };
        i += 1;
    }
    let values = word ^ u64::from_le_bytes(template);
    let beyond_nine = (values.wrapping_add(LOW * 0x76) | values) & (LOW * 0x80);
    if beyond_nine | (values & u64::from_le_bytes(separators)) != 0 {
        return None;
    }
    Some(values.wrapping_mul(10).wrapping_add(values >> 8).to_le_bytes())
}

/// The days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant's algorithm).
#[inline]
fn days(year: u32, month: u32, day: u32) -> i64 {
    let year = year + 400 - u32::from(month <= 2);
    let (era, year_of_era) = (year / 400, year % 400);
    let month_from_march = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    i64::from(era * 146_097 + day_of_era) - 719_468 - 146_097
}

#[inline]
fn is_day(year: u32, month: u32, day: u32) -> bool {
    const LAST: [u32; 16] = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0];
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = LAST.get(month as usize).copied().unwrap_or(0) + u32::from(leap && month == 2);
    day >= 1 && day <= last
}

/// The seconds and nanoseconds since 1970 of a `date-time`.
///
/// Fractions beyond nanoseconds are cut off. A leap second, which only the last second of a day in UTC can be,
/// counts as the second before it.
#[inline]
pub(crate) fn date_time(bytes: &[u8]) -> Option<(i64, u32)> {
    let head: &[u8; 20] = bytes.first_chunk()?;
    let word = |at: usize| head.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk));
    let date = digits(word(0)?, *b"0000-00-")?;
    // The `T` may be lower case.
    let time = digits(word(8)? | (0x20 << 16), *b"00t00:00")?;
    let second = digits((word(12)? >> 32) & 0x00ff_ffff | 0x3030_3030_3000_0000, *b":0000000")?;
    let [year, month, day] =
        [u32::from(date[0]) * 100 + u32::from(date[2]), u32::from(date[5]), u32::from(time[0])];
    let [hour, minute, second] = [time[3], time[6], second[1]];
    if !is_day(year, month, day) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let in_day = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    let seconds = days(year, month, day) * SECONDS_A_DAY + in_day;
    if bytes.len() == 20 && head[19] | 0x20 == b'z' && second < 60 {
        return Some((seconds, 0));
    }
    let (nanoseconds, offset) = fraction_and_offset(bytes.get(19..)?)?;
    finish(seconds - offset, nanoseconds, second == 60)
}

/// Moves a leap second to the second before it; none where it can be no leap second.
fn finish(seconds: i64, nanoseconds: u32, is_leap: bool) -> Option<(i64, u32)> {
    match (is_leap, seconds.rem_euclid(SECONDS_A_DAY)) {
        (false, _) => Some((seconds, nanoseconds)),
        (true, 0) => Some((seconds - 1, nanoseconds)),
        (true, _) => None,
    }
}

/// The nanoseconds of a fraction, if there is one, and the seconds of the offset behind it.
#[inline(never)]
fn fraction_and_offset(bytes: &[u8]) -> Option<(u32, i64)> {
    let mut at = 0;
    let mut nanoseconds = 0;
    if bytes.first() == Some(&b'.') {
        let mut scale = 100_000_000;
        at = 1;
        while let Some(digit) = bytes.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&digit| digit <= 9)
        {
            nanoseconds += u32::from(digit) * scale;
            scale /= 10;
            at += 1;
        }
        if at == 1 {
            return None;
        }
    }
    let rest = bytes.get(at..)?;
    let sign = match rest {
        [b'Z' | b'z'] => return Some((nanoseconds, 0)),
        [b'+', _, _, b':', _, _] => 1,
        [b'-', _, _, b':', _, _] => -1,
        _ => return None,
    };
    let (hours, minutes) = (two(rest, 1)?, two(rest, 4)?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    Some((nanoseconds, sign * i64::from(hours * 3600 + minutes * 60)))
}

/// Year, month and day of a `full-date`.
pub(crate) fn full_date(bytes: &[u8]) -> Option<[u32; 3]> {
    let date = digits(u64::from_le_bytes(*bytes.first_chunk()?), *b"0000-00-")?;
    let (year, month) = (u32::from(date[0]) * 100 + u32::from(date[2]), u32::from(date[5]));
    let day = two(bytes, 8)?;
    (bytes.len() == 10 && is_day(year, month, day)).then_some([year, month, day])
}

/// Is it a `full-time`?
pub(crate) fn is_full_time(bytes: &[u8]) -> bool {
    let time = || {
        let (hour, minute, second) = (two(bytes, 0)?, two(bytes, 3)?, two(bytes, 6)?);
        if bytes.get(2) != Some(&b':') || bytes.get(5) != Some(&b':') {
            return None;
        }
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let (_, offset) = fraction_and_offset(bytes.get(8..)?)?;
        finish(i64::from(hour * 3600 + minute * 60 + second) - offset, 0, second == 60)
    };
    time().is_some()
}

/// Writes a `date-time` in UTC.
#[cfg(feature = "jiff")]
pub(crate) fn write_instant(second: i64, nanosecond: u32, out: &mut Vec<u8>) {
    let (days, in_day) = (second.div_euclid(SECONDS_A_DAY), second.rem_euclid(SECONDS_A_DAY));
    let [year, month, day] = civil(days);
    write_date(year, month, day, out);
    let part = |seconds: i64| i32::try_from(seconds).unwrap_or(0);
    for (separator, value) in [(b'T', in_day / 3600), (b':', in_day / 60 % 60), (b':', in_day % 60)] {
        out.push(separator);
        push_two(part(value), out);
    }
    if nanosecond > 0 {
        out.push(b'.');
        let (mut rest, mut scale) = (nanosecond, 100_000_000);
        while rest > 0 {
            out.push(b'0' + u8::try_from(rest / scale).unwrap_or(0));
            rest %= scale;
            scale /= 10;
        }
    }
    out.push(b'Z');
}

/// Writes a `full-date`; a year before 0, which RFC 3339 cannot write, gets a sign.
#[cfg(feature = "jiff")]
pub(crate) fn write_date(year: i32, month: i32, day: i32, out: &mut Vec<u8>) {
    if year < 0 {
        out.push(b'-');
    }
    let year = i32::try_from(year.unsigned_abs()).unwrap_or(0);
    push_two(year / 100, out);
    push_two(year % 100, out);
    for part in [month, day] {
        out.push(b'-');
        push_two(part, out);
    }
}

#[cfg(feature = "jiff")]
fn push_two(value: i32, out: &mut Vec<u8>) {
    let digit = |value: i32| b'0' + u8::try_from(value % 10).unwrap_or(0);
    out.extend_from_slice(&[digit(value / 10), digit(value)]);
}

/// Year, month and day of the days since 1970-01-01 (Howard Hinnant's algorithm).
#[cfg(feature = "jiff")]
fn civil(days: i64) -> [i32; 3] {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    [year, month, day].map(|part| i32::try_from(part).unwrap_or(0))
}
