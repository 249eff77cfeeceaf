//! The readers of single values, each of which checks the type and the rules and records what is wrong.

use std::borrow::Cow;

use crate::decimal::{Decimal, Integer};
use crate::enumeration::EnumShape;
use crate::path::{Path, Place};
use crate::reader::{Number, Reader, Stop};
use crate::rules::Rules;
use crate::schema::Schema;
use crate::violation::{Bound, Expected, Kind, Measure, Quantity, Violation};
use crate::writer::Writer;

/// What came for an enumeration.
#[doc(hidden)]
#[derive(Debug)]
pub enum Choice {
    /// The value with this index.
    Known(usize),
    /// A value that the document does not know; only when reading leniently.
    Unknown(Box<str>),
    /// Something that is refused; it is recorded.
    Refused,
}

impl<'a> Reader<'a> {
    /// Reads a string; none where that is refused, which is recorded.
    #[inline]
    pub(crate) fn string(&mut self, at: &Path<'_>, schema: &Schema) -> Result<Option<Cow<'a, str>>, Stop> {
        if self.peek() != b'"' {
            self.mismatch(Expected::Kind(Kind::String), at, schema, None)?;
            return Ok(None);
        }
        let text = self.string_token()?;
        if let Rules::String(rules) = schema.rules()
            && self.is_strict()
        {
            rules.check(&text, &mut self.errors, at, schema);
        }
        Ok(Some(text))
    }

    /// Reads a string that is kept; none where it is refused, which is recorded.
    #[inline]
    pub(crate) fn owned_string(&mut self, at: &Path<'_>, schema: &Schema) -> Result<Option<String>, Stop> {
        if self.peek() == b'"'
            && let Some(text) = self.plain_token()
        {
            if let Rules::String(rules) = schema.rules()
                && self.is_strict()
            {
                rules.check(text, &mut self.errors, at, schema);
            }
            return Ok(Some(text.to_owned()));
        }
        Ok(self.string(at, schema)?.map(Cow::into_owned))
    }

    /// Reads a boolean.
    pub(crate) fn boolean(&mut self, at: &Path<'_>, schema: &Schema) -> Result<bool, Stop> {
        match self.peek() {
            b't' => self.literal("true").map(|()| true),
            b'f' => self.literal("false").map(|()| false),
            #[cfg(feature = "server")]
            b'"' if self.is_textual() => {
                self.spelled(Expected::Kind(Kind::Boolean), at, schema, |it| it.boolean(at, schema))
            }
            _ => self.mismatch(Expected::Kind(Kind::Boolean), at, schema, None).map(|()| false),
        }
    }

    /// Reads an integer between `minimum` and `maximum`, which are those of the Rust type.
    pub(crate) fn integer(&mut self, range: [i128; 2], at: &Path<'_>, schema: &Schema) -> Result<i128, Stop> {
        self.peek();
        let start = self.position();
        if let Some(value) = self.short_integer() {
            let value = i128::from(value);
            let holds = match schema.rules() {
                Rules::Integer(rules) if self.is_strict() => rules.check(value, &mut self.errors, at, schema),
                _ => true,
            };
            if holds && (value < range[0] || value > range[1]) {
                self.out_of_range(Integer::Is(value), range, start, at, schema);
            }
            return Ok(value);
        }
        self.long_integer(range, at, schema)
    }

    /// The same for an integer with many digits, a fraction or an exponent, and for anything else.
    #[inline(never)]
    fn long_integer(&mut self, range: [i128; 2], at: &Path<'_>, schema: &Schema) -> Result<i128, Stop> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            #[cfg(feature = "server")]
            if self.is_textual() && self.peek() == b'"' {
                return self.spelled(Expected::Integer, at, schema, |it| it.integer(range, at, schema));
            }
            self.mismatch(Expected::Integer, at, schema, None)?;
            return Ok(0);
        }
        let start = self.position();
        let number = self.number_token()?;
        let integer = number.to_integer();
        if integer == Integer::Fractional {
            let violation = Violation::InvalidType { expected: Expected::Integer, received: Kind::Number };
            self.errors.push(at, schema, violation);
            return Ok(0);
        }
        let holds = match (schema.rules(), integer) {
            _ if !self.is_strict() => true,
            (Rules::Integer(rules), Integer::Is(value)) => rules.check(value, &mut self.errors, at, schema),
            (Rules::Integer(rules), _) => {
                rules.check_beyond(integer, number.text(), &mut self.errors, at, schema)
            }
            _ => true,
        };
        match integer {
            Integer::Is(value) if value >= range[0] && value <= range[1] => return Ok(value),
            // A rule that the document states says more than the range of the Rust type.
            _ if holds => self.out_of_range(integer, range, start, at, schema),
            _ => {}
        }
        Ok(0)
    }

    /// Records that an integer, whose text starts at `start`, does not fit the Rust type.
    #[cold]
    fn out_of_range(
        &mut self,
        integer: Integer,
        [minimum, maximum]: [i128; 2],
        start: usize,
        at: &Path<'_>,
        schema: &Schema,
    ) {
        let (measure, bound) = (Measure::Value, Bound::Representable);
        let actual = Some(Quantity::Decimal(self.text_since(start).to_owned().into()));
        let is_below = match integer {
            Integer::Is(value) => value < minimum,
            _ => integer == Integer::Below,
        };
        let violation = if is_below {
            Violation::TooSmall { measure, limit: Quantity::Integer(minimum), bound, actual }
        } else {
            Violation::TooLarge { measure, limit: Quantity::Integer(maximum), bound, actual }
        };
        self.errors.push(at, schema, violation);
    }

    /// Reads a number and checks its rules; none where it is refused, which is recorded.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "the number stays in registers where it is not returned in memory"
    )]
    fn number(&mut self, at: &Path<'_>, schema: &Schema) -> Result<Option<Number<'a>>, Stop> {
        if !matches!(self.peek(), b'-' | b'0'..=b'9') {
            self.mismatch(Expected::Kind(Kind::Number), at, schema, None)?;
            return Ok(None);
        }
        let number = self.number_in_place()?;
        if let Rules::Number(rules) = schema.rules()
            && self.is_strict()
            && !rules.check(&number, &mut self.errors, at, schema)
        {
            return Ok(None);
        }
        Ok(Some(number))
    }

    /// Reads a number as a float of 64 bits.
    pub(crate) fn f64(&mut self, at: &Path<'_>, schema: &Schema) -> Result<f64, Stop> {
        #[cfg(feature = "server")]
        if self.is_textual() && self.peek() == b'"' {
            return self.spelled(Expected::Kind(Kind::Number), at, schema, |it| it.f64(at, schema));
        }
        Ok(match self.number(at, schema)? {
            Some(number) => self.finite(number, at, schema),
            None => 0.0,
        })
    }

    /// The nearest float; where none is near, that is recorded.
    #[inline]
    pub(crate) fn finite(&mut self, number: Number<'_>, at: &Path<'_>, schema: &Schema) -> f64 {
        if let Some(value) = number.short_f64() { value } else { self.long_f64(number, at, schema) }
    }

    #[inline(never)]
    fn long_f64(&mut self, number: Number<'_>, at: &Path<'_>, schema: &Schema) -> f64 {
        let value = number.to_f64();
        if value.is_infinite() {
            self.infinite("1.7976931348623157e308", number, at, schema);
        }
        self.note_rounding(number, |text| text.f64(value), schema);
        value
    }

    /// Notes whether a number, of which this is written again, is another one than rules have seen.
    fn note_rounding(&mut self, number: Number<'_>, write: impl FnOnce(&mut Writer), schema: &Schema) {
        let is_seen = self.comparing || matches!(schema.rules(), Rules::Number(_));
        if !is_seen || self.rounded || !self.is_strict() {
            return;
        }
        let mut writer = Writer::new();
        write(&mut writer);
        self.rounded = Decimal::of(writer.as_str()).cmp(&Decimal::of(number.text())).is_ne();
    }

    /// Reads a number as a float of 32 bits.
    pub(crate) fn f32(&mut self, at: &Path<'_>, schema: &Schema) -> Result<f32, Stop> {
        #[cfg(feature = "server")]
        if self.is_textual() && self.peek() == b'"' {
            return self.spelled(Expected::Kind(Kind::Number), at, schema, |it| it.f32(at, schema));
        }
        let Some(number) = self.number(at, schema)? else { return Ok(0.0) };
        let value = number.to_f32();
        if value.is_infinite() {
            self.infinite("3.4028235e38", number, at, schema);
        }
        self.note_rounding(number, |text| text.f32(value), schema);
        Ok(value)
    }

    /// Records that a number is beyond the largest float, or below its counterpart.
    #[cold]
    fn infinite(&mut self, largest: &'static str, number: Number<'_>, at: &Path<'_>, schema: &Schema) {
        let (measure, bound) = (Measure::Value, Bound::Representable);
        let actual = Some(Quantity::Decimal(number.text().to_owned().into()));
        let violation = if number.text().starts_with('-') {
            let limit = Quantity::Decimal(format!("-{largest}").into());
            Violation::TooSmall { measure, limit, bound, actual }
        } else {
            Violation::TooLarge { measure, limit: Quantity::Decimal(largest.into()), bound, actual }
        };
        self.errors.push(at, schema, violation);
    }

    /// Reads a value of an enumeration.
    ///
    /// # Errors
    ///
    /// [`Stop`] where the text is not JSON.
    #[doc(hidden)]
    pub fn enumeration(
        &mut self,
        shape: &'static EnumShape,
        at: &Path<'_>,
        schema: &Schema,
    ) -> Result<Choice, Stop> {
        if self.peek() != b'"' {
            self.mismatch(Expected::OneOf(shape.values()), at, schema, Some(shape.pointer()))?;
            return Ok(Choice::Refused);
        }
        let text = self.string_token()?;
        if let Some(index) = shape.values().iter().position(|value| *value == text) {
            return Ok(Choice::Known(index));
        }
        let place = Place::At(schema.pointer().unwrap_or(shape.pointer()));
        let violation = |text: &str| Violation::InvalidEnumValue {
            expected: shape.values(),
            received: Some(text.into()),
        };
        if shape.is_open() {
            return Ok(Choice::Unknown(text.into()));
        }
        if !self.is_strict() {
            self.drifted(at, place, schema, || violation(&text));
            return Ok(Choice::Unknown(text.into()));
        }
        self.errors.push_at(at, place, schema, violation(&text));
        Ok(Choice::Refused)
    }
}
