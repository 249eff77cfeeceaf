//! What a comparison goes by beside the documents: the day it is, and how long a deprecation has to last.

use std::collections::BTreeMap;
use std::fmt;

use super::level::Level;
use crate::source::Tree;

/// A day of the Gregorian calendar, counted from 1 March of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(i64);

impl Date {
    /// Reads `2026-11-30`, or a date-time that begins so; nothing for what is no day.
    ///
    /// ```
    /// use specwright::diff::Date;
    ///
    /// let day = |text| Date::parse(text);
    /// assert_eq!(day("2026-03-01").unwrap().days_since(day("2026-02-27").unwrap()), 2);
    /// assert_eq!(day("2026-11-30").unwrap().to_string(), "2026-11-30");
    /// assert_eq!(day("2026-02-30"), None);
    /// assert_eq!(day("soon"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (day, rest) = text.trim().split_at_checked(10)?;
        if !rest.is_empty() && !rest.starts_with(['T', 't', ' ']) {
            return None;
        }
        let mut parts = day.split('-');
        let mut number = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let date = Self::of(year, month, day);
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// The day that is so many days after 1 January 1970.
    ///
    /// ```
    /// assert_eq!(specwright::diff::Date::from_unix_days(20_454).to_string(), "2026-01-01");
    /// ```
    #[must_use]
    pub const fn from_unix_days(days: i64) -> Self {
        Self(days + 719_468)
    }

    /// How many days lie between.
    #[must_use]
    pub const fn days_since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }

    const fn of(year: i64, month: i64, day: i64) -> Self {
        // The year begins in March, so that the leap day is its last.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        Self(
            365 * year + year.div_euclid(4) - year.div_euclid(100)
                + year.div_euclid(400)
                + (153 * month + 2) / 5
                + day
                - 1,
        )
    }

    const fn parts(self) -> (i64, i64, i64) {
        let mut year = self.0.div_euclid(366);
        while Self::of(year + 1, 3, 1).0 <= self.0 {
            year += 1;
        }
        let day_of_year = self.0 - Self::of(year, 3, 1).0;
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

/// What a comparison goes by beside the documents.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The day it is; without one, no sunset date is too soon or past.
    pub today: Option<Date>,
    /// For how many days something has to stay deprecated before it goes; zero asks for no sunset date.
    pub notice: i64,
    /// Levels of rules that differ from the table's.
    pub levels: BTreeMap<String, Level>,
    /// Whether equal parts are compared all the same; slower, and the same result.
    pub thorough: bool,
}

/// How something is deprecated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deprecation {
    /// Without a date, and none is asked for.
    Plain,
    WithSunset,
    /// Without a date, and one is asked for.
    Missing,
    /// With something that is no date.
    Invalid,
    /// With a date that is too soon.
    TooSoon,
}

impl Policy {
    /// What `x-sunset` says about something that is deprecated.
    pub(super) fn deprecation(&self, sunset: Option<&Tree>) -> Deprecation {
        let Some(sunset) = sunset else {
            return if self.notice > 0 { Deprecation::Missing } else { Deprecation::Plain };
        };
        match sunset.as_str().and_then(Date::parse) {
            None => Deprecation::Invalid,
            Some(date) if self.is_too_soon(date) => Deprecation::TooSoon,
            Some(_) => Deprecation::WithSunset,
        }
    }

    /// Whether a sunset leaves less time than it has to.
    pub(super) fn is_too_soon(&self, sunset: Date) -> bool {
        self.today.is_some_and(|today| sunset.days_since(today) < self.notice)
    }

    /// Whether a sunset is over.
    pub(super) fn is_over(&self, sunset: Date) -> bool {
        self.today.is_none_or(|today| sunset.days_since(today) <= 0)
    }
}

/// How stable something is, of `x-stability-level`; nothing for a word that is none.
pub(super) fn stability(text: &str) -> Option<usize> {
    ["draft", "alpha", "beta", "stable"].iter().position(|level| *level == text)
}

#[cfg(test)]
mod tests {
    use super::{Date, Deprecation, Policy};
    use crate::source::Tree;

    #[test]
    fn days_are_read_and_written() {
        for text in ["1970-01-01", "2000-02-29", "2024-12-31", "1999-03-01", "2100-02-28"] {
            assert_eq!(Date::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Date::parse("2026-11-30T10:00:00Z"), Date::parse("2026-11-30"));
        for text in ["2026-13-01", "2025-02-29", "2026-1-1", "26-01-01", "", "2026-01-011", "2026/01/01"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_deprecation_has_to_last() {
        let policy = Policy { today: Date::parse("2026-01-01"), notice: 30, ..Policy::default() };
        let of = |text: &str| policy.deprecation(Some(&Tree::String(text.to_owned())));
        assert_eq!(policy.deprecation(None), Deprecation::Missing);
        assert_eq!(Policy::default().deprecation(None), Deprecation::Plain);
        assert_eq!(of("2026-01-30"), Deprecation::TooSoon);
        assert_eq!(of("2026-01-31"), Deprecation::WithSunset);
        assert_eq!(of("later"), Deprecation::Invalid);
    }
}
