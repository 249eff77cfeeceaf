//! Tests of the built binary.
#![expect(clippy::unwrap_used, reason = "a helper of a test that unwraps says where it failed")]

mod codegen;
mod conformance;
mod corpus;
mod diff;
mod hostile;
mod mutate;
mod support;
