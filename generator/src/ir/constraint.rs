//! What a schema asserts of a value beyond its type.

/// Assertions on text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StringConstraints {
    /// `minLength`, in code points
    pub min_length: Option<u64>,
    /// `maxLength`, in code points
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA-262 regular expression
    pub pattern: Option<String>,
}

/// Assertions on numbers; limits are decimal text, so that nothing is lost to binary fractions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NumberConstraints {
    /// The least number that is allowed.
    pub minimum: Option<String>,
    /// A number that every value is greater than.
    pub exclusive_minimum: Option<String>,
    /// The greatest number that is allowed.
    pub maximum: Option<String>,
    /// A number that every value is less than.
    pub exclusive_maximum: Option<String>,
    /// `multipleOf`
    pub multiple_of: Option<String>,
}

/// Assertions on arrays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListConstraints {
    /// `minItems`
    pub min_items: Option<u64>,
    /// `maxItems`
    pub max_items: Option<u64>,
    /// `uniqueItems`
    pub unique_items: bool,
}

/// Assertions on objects of any keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapConstraints {
    /// `minProperties`
    pub min_properties: Option<u64>,
    /// `maxProperties`
    pub max_properties: Option<u64>,
}
