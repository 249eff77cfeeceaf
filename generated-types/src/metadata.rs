//! Changes of metadata, said in words: a merge patch removes a key by sending `null` for it.

use crate::CustomerUpdate;

impl CustomerUpdate {
    /// Adds the metadata key `key`, or overwrites its value.
    ///
    /// Keys that an update does not name stay as they are.
    ///
    /// ```
    /// use otark_brp_types::{CustomerUpdate, Model};
    ///
    /// let update = CustomerUpdate::new().set_metadata("cost_center", "CC-4200").remove_metadata("region");
    /// assert_eq!(update.encode(), br#"{"metadata":{"cost_center":"CC-4200","region":null}}"#);
    /// ```
    #[must_use]
    pub fn set_metadata(self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.change_metadata(key.into(), Some(value.into()))
    }

    /// Removes the metadata key `key`, if the customer has it.
    #[must_use]
    pub fn remove_metadata(self, key: impl Into<String>) -> Self {
        self.change_metadata(key.into(), None)
    }

    fn change_metadata(mut self, key: String, value: Option<String>) -> Self {
        self.metadata.get_or_insert_default().insert(key, value);
        self
    }
}
