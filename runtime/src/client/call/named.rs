//! Path parameters by their names, for requests that the document does not describe.

use super::Call;
use crate::client::error::RequestFault;
use crate::parameter::{Parameter, Value};

impl Call {
    /// Gives the path parameter `name` its value, which is percent-encoded.
    ///
    /// A value that is empty, or makes a segment of the path `.` or `..`, is refused: the request would go to
    /// another path.
    pub fn path(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        let text = Parameter::path(name).in_path(&Value::text(value.as_ref()));
        let result = self.target.path(name, text);
        self.note(result.map_err(RequestFault::Target))
    }
}
