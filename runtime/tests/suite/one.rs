//! A record with one field `v` of any type and schema, made where it is needed, and what is asked of it.

use specwright_runtime::{Model, ValidationErrors, Wording};

/// Defines a record `One` with the field `v`.
macro_rules! one {
    ($type:ty, $schema:expr) => {
        #[derive(Clone, Debug, PartialEq)]
        struct One {
            v: $type,
        }

        static ONE: specwright_runtime::Shape =
            specwright_runtime::Shape::new("/One", &[specwright_runtime::Field::required("v", $schema)]);

        impl specwright_runtime::Record for One {
            fn described() -> &'static specwright_runtime::Shape {
                &ONE
            }

            fn shape(&self) -> &'static specwright_runtime::Shape {
                Self::described()
            }
            fn field(&self, _: usize) -> &dyn specwright_runtime::Node {
                &self.v
            }
            fn field_mut(&mut self, _: usize) -> &mut dyn specwright_runtime::Node {
                &mut self.v
            }
        }

        impl specwright_runtime::Model for One {
            const PROFILE: &'static specwright_runtime::Profile = specwright_runtime::Profile::DEFAULT;
        }

        impl specwright_runtime::Blank for One {
            fn blank() -> Self {
                Self { v: specwright_runtime::Blank::blank() }
            }
        }

        specwright_runtime::node_of_record!(One);
    };
}

/// Checks a table of values of `v` against the errors they must give: schema pointer, code, message in the
/// wording of Zod, message in that of JSON Schema.
macro_rules! cases {
    ($type:ty, $schema:expr; $($json:expr => [$($error:expr),* $(,)?]),* $(,)?) => {{
        one!($type, $schema);
        $(crate::one::check::<One>(&$json.to_string(), &[$($error),*]);)*
    }};
}

pub(crate) type Told<'t> = (&'t str, &'t str, &'t str, &'t str);

/// Strict decoding gives exactly these errors, and so does the check of the typed value, if there is one.
pub(crate) fn check<M: Model + std::fmt::Debug>(value: &str, expected: &[Told<'_>]) {
    let json = format!("{{\"v\":{value}}}");
    let strict = M::decode(json.as_bytes()).map(drop);
    assert_eq!(tell(strict.as_ref().err()), own(expected), "strict {json}");
    if let Ok(typed) = M::decode_lenient(json.as_bytes()) {
        assert_eq!(tell(typed.validate().as_ref().err()), own(expected), "validate {json}");
    }
}

fn own(expected: &[Told<'_>]) -> Vec<[String; 4]> {
    expected
        .iter()
        .map(|&(pointer, code, zod, plain)| [pointer, code, zod, plain].map(str::to_owned))
        .collect()
}

fn tell(errors: Option<&ValidationErrors>) -> Vec<[String; 4]> {
    let Some(errors) = errors else { return Vec::new() };
    assert_eq!(errors.not_json(), None);
    let tell = |error: &specwright_runtime::FieldError| {
        assert_eq!(error.message(), Wording::ZOD.render(error.violation()));
        let plain = Wording::JSON_SCHEMA.render(error.violation());
        [error.schema_pointer(), error.code().to_string(), error.message(), plain]
    };
    errors.iter().map(tell).collect()
}
