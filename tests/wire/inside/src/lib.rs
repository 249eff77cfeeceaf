//! A crate that uses generated code for itself: whoever depends on it sees [`Pets`], and nothing of the API behind it.

#[rustfmt::skip]
mod generated;

use generated::client::{Client, PetError};

/// The pets of a shop.
#[derive(Clone, Debug)]
pub struct Pets(Client);

impl Pets {
    /// The name of a pet, if there is such a pet.
    ///
    /// # Errors
    ///
    /// Why the API gave no answer that counts.
    pub async fn name_of(&self, id: &str) -> Result<Option<String>, String> {
        match self.0.pet(id).await {
            Ok(pet) => Ok(Some(pet.into_value().name)),
            Err(PetError::NotFound(_)) => Ok(None),
            Err(error) => Err(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use specwright_runtime::client::testing::{Answer, Script};

    use super::Pets;
    use super::generated::client::Client;

    #[tokio::test]
    async fn what_is_generated_works_inside() {
        let script = Script::new();
        script.expect("GET /pets/7").respond(Answer::json(200, r#"{"name":"Rex"}"#));
        script.expect("GET /pets/8").respond(Answer::json(404, r#"{"title":"Gone"}"#));
        let client = Client::builder().base_url("https://pets.test").transport(script.clone()).build().unwrap();
        let pets = Pets(client);
        assert_eq!(pets.name_of("7").await, Ok(Some("Rex".to_owned())));
        assert_eq!(pets.name_of("8").await, Ok(None));
        script.assert_done();
    }
}
