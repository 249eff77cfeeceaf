//! Suggestions: the known name that a mistyped one was probably meant to be.

/// The nearest of some names, if one is near enough to be meant; ties go to the first in order of the alphabet.
#[must_use]
pub fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let length = name.chars().count();
    let most = match length {
        0 => return None,
        1..=2 => 1,
        _ => length / 3 + 1,
    };
    let plain = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let distance = |other: &str| {
        // The same letters in another case or with other separators are the likeliest mistake of all.
        if plain(other) == plain(name) { 0 } else { strsim::damerau_levenshtein(name, other) }
    };
    known
        .into_iter()
        .filter(|other| *other != name && other.chars().count().abs_diff(length) <= most)
        .map(|other| (distance(other), other))
        .filter(|(distance, other)| *distance <= most && *distance < other.chars().count())
        .min()
        .map(|(_, other)| other)
}

/// The hint that names the nearest of some names.
#[must_use]
pub fn did_you_mean<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    nearest(name, known).map(|other| format!("did you mean `{other}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_suggested() {
        let known =
            ["description", "properties", "get", "put", "$ref", "minLength", "additionalProperties", "in"];
        let cases = [
            ("descripton", Some("description")),
            ("propertys", Some("properties")),
            ("min_length", Some("minLength")),
            ("AdditionalProperties", Some("additionalProperties")),
            ("additional_properties", Some("additionalProperties")),
            ("gett", Some("get")),
            ("ref", Some("$ref")),
            ("colour", None),
            ("x", None),
            ("", None),
            ("properties", None),
        ];
        for (name, expected) in cases {
            assert_eq!(nearest(name, known), expected, "{name}");
        }
    }
}
