//! Dates of HTTP, RFC 9110 section 5.6.7: the form that is written today and the two that are only read.

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The moment in seconds since 1970-01-01T00:00:00Z; `None` for what is no date of HTTP.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    match text.split_once(", ") {
        Some((_, rest)) if rest.contains('-') => rfc850(rest),
        Some((_, rest)) => imf(rest),
        None => asctime(text),
    }
}

/// `06 Nov 1994 08:49:37 GMT`
fn imf(text: &str) -> Option<i64> {
    let [day, month, year, time, zone] = words(text)?;
    (zone == "GMT").then(|| moment(year.parse().ok()?, month, day, time))?
}

/// `06-Nov-94 08:49:37 GMT`
fn rfc850(text: &str) -> Option<i64> {
    let [date, time, zone] = words(text)?;
    let mut parts = date.split('-');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?.parse::<i64>().ok()?);
    // A date of two digits is not more than 50 years in the future. No server is known to have sent one in this
    // century, so a fixed window will do.
    let year = if year < 70 { 2000 + year } else { 1900 + year };
    (zone == "GMT").then(|| moment(year, month, day, time))?
}

/// `Sun Nov  6 08:49:37 1994`
fn asctime(text: &str) -> Option<i64> {
    let [_, month, day, time, year] = words(text)?;
    moment(year.parse().ok()?, month, day, time)
}

fn words<const N: usize>(text: &str) -> Option<[&str; N]> {
    text.split_ascii_whitespace().collect::<Vec<_>>().try_into().ok()
}

fn moment(year: i64, month: &str, day: &str, time: &str) -> Option<i64> {
    let month = i64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()? + 1;
    let day = number(day, 31)?;
    let mut parts = time.split(':');
    // 60 is a leap second, which counts as the second after it.
    let (hour, minute, second) =
        (number(parts.next()?, 23)?, number(parts.next()?, 59)?, number(parts.next()?, 60)?);
    let in_range = (1..=9999).contains(&year) && day >= 1 && parts.next().is_none();
    in_range.then(|| ((days(year, month, day) * 24 + hour) * 60 + minute) * 60 + second)
}

fn number(text: &str, most: i64) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && *number <= most)
}

/// Days since 1970-01-01 in the Gregorian calendar: years are counted from March, so that the leap day comes last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn the_three_forms_and_what_is_none() {
        let cases = [
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", Some(784_111_777)),
            ("Sun Nov  6 08:49:37 1994", Some(784_111_777)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Thu, 29 Feb 2024 23:59:60 GMT", Some(1_709_251_200)),
            ("Wed, 31 Dec 2025 23:59:59 GMT", Some(1_767_225_599)),
            ("Sat, 01 Mar 2025 00:00:00 GMT", Some(1_740_787_200)),
            ("Sun, 06 Nov 1994 08:49:37 CET", None),
            ("Sun, 06 Foo 1994 08:49:37 GMT", None),
            ("Sun, 32 Nov 1994 08:49:37 GMT", None),
            ("Sun, 06 Nov 1994 24:49:37 GMT", None),
            ("Sun, 06 Nov 1994 08:49 GMT", None),
            ("Sun, +6 Nov 1994 08:49:37 GMT", None),
            ("120", None),
            ("", None),
        ];
        for (text, seconds) in cases {
            assert_eq!(parse(text), seconds, "{text}");
        }
    }
}
