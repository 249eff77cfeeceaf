//! The traits of `serde`: with structure in formats that people read, as a string of JSON in the others.

use std::collections::BTreeMap;

use serde::de::value::{Error, MapDeserializer, StrDeserializer};
use serde::{Deserialize, Serialize};
use specwright_runtime::{Model, Patch};

use crate::otark_types::{BalanceGroup, Customer, CustomerUpdate, Problem, Tso};

const UPDATE: &str =
    r#"{"status":"active","balance_group":{"eic":"11Y\"","tso":"DE_X"},"metadata":{"a":null,"b":"ü"}}"#;
const PROBLEM: &str = r#"{"type":"a:b","title":"t","status":-7,"errors":[{"code":"c","message":"m"}]}"#;

/// Other people's struct, with our types in it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Envelope {
    update: CustomerUpdate,
    areas: Vec<Tso>,
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    note: Patch<String>,
}

#[test]
fn json_through_serde_is_our_json() {
    let update = CustomerUpdate::decode_lenient(UPDATE.as_bytes()).unwrap();
    assert_eq!(serde_json::to_string(&update).unwrap(), UPDATE);
    assert_eq!(serde_json::from_str::<CustomerUpdate>(UPDATE).unwrap(), update);
    assert_eq!(
        serde_json::from_value::<CustomerUpdate>(serde_json::to_value(&update).unwrap()).unwrap(),
        update
    );
    let problem = Problem::decode(PROBLEM.as_bytes()).unwrap();
    assert_eq!(serde_json::to_string(&problem).unwrap(), PROBLEM);
    assert_eq!(serde_json::from_str::<Problem>(PROBLEM).unwrap(), problem);
}

#[test]
fn within_other_types() {
    let json = format!("{{\"update\":{UPDATE},\"areas\":[\"DE_TENNET\",\"AT\"],\"note\":null}}");
    let envelope: Envelope = serde_json::from_str(&json).unwrap();
    assert_eq!(envelope.areas, [Tso::DeTennet, Tso::Unknown("AT".into())]);
    assert_eq!(envelope.note, Patch::Null);
    assert_eq!(serde_json::to_string(&envelope).unwrap(), json);
    let absent: Envelope = serde_json::from_str("{\"update\":{},\"areas\":[]}").unwrap();
    assert_eq!(absent.note, Patch::Absent);
    assert_eq!(serde_json::to_string(&absent).unwrap(), "{\"update\":{},\"areas\":[]}");
}

#[test]
fn errors_have_their_paths() {
    let error = serde_json::from_str::<BalanceGroup>(r#"{"eic":1}"#).unwrap_err().to_string();
    assert_eq!(error, "eic: Expected string, received number; tso: Required");
    let broken = serde_json::from_str::<Customer>("{").unwrap_err();
    assert!(broken.is_eof());
}

#[test]
fn keys_that_are_no_strings() {
    // As a format may read `1: a` and `true: b`.
    let entries = BTreeMap::from([(1_u32, "a")]);
    let deserializer = MapDeserializer::<_, Error>::new(entries.into_iter());
    let map: BTreeMap<String, String> = {
        #[derive(Debug)]
        struct Map(BTreeMap<String, String>);
        impl<'de> Deserialize<'de> for Map {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                specwright_runtime::private::deserialize::<Wrapped, D>(deserializer)
                    .map(|wrapped| Self(wrapped.0))
            }
        }
        Map::deserialize(deserializer).unwrap().0
    };
    assert_eq!(map["1"], "a");
}

/// A map of strings as a model, which strings alone are not.
#[derive(Debug)]
struct Wrapped(BTreeMap<String, String>);

impl specwright_runtime::Node for Wrapped {
    fn read(
        &mut self,
        reader: &mut specwright_runtime::Reader<'_>,
        at: &specwright_runtime::Path<'_>,
        schema: &'static specwright_runtime::Schema,
    ) -> Result<(), specwright_runtime::Stop> {
        self.0.read(reader, at, schema)
    }
    fn write(&self, writer: &mut specwright_runtime::Writer) {
        self.0.write(writer);
    }
    fn check(
        &self,
        _: &mut specwright_runtime::Checker,
        _: &specwright_runtime::Path<'_>,
        _: &'static specwright_runtime::Schema,
    ) {
    }
}

impl Model for Wrapped {
    const PROFILE: &'static specwright_runtime::Profile = specwright_runtime::Profile::DEFAULT;
}

impl specwright_runtime::Blank for Wrapped {
    fn blank() -> Self {
        Self(BTreeMap::new())
    }
}

/// A format that people do not read, cut down to what is asked of it.
struct Binary<'t>(&'t str);

impl<'de> serde::Deserializer<'de> for Binary<'_> {
    type Error = Error;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom("the format does not say what comes next"))
    }

    fn deserialize_str<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bytes(self.0.as_bytes())
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn other_formats_hold_a_string_of_json() {
    let update = CustomerUpdate::deserialize(Binary(UPDATE)).unwrap();
    assert_eq!(update, CustomerUpdate::decode_lenient(UPDATE.as_bytes()).unwrap());
    assert!(CustomerUpdate::deserialize(Binary("{")).is_err());
}

#[test]
fn a_value_of_another_kind_is_refused() {
    let text: StrDeserializer<'_, Error> = serde::de::IntoDeserializer::into_deserializer("x");
    let error = BalanceGroup::deserialize(text).unwrap_err();
    assert_eq!(error.to_string(), "Expected object, received string");
}
