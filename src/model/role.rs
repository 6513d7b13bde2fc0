use serde::{Deserialize, Serialize};

/// Who in the municipality has something to do for newcomers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The integration unit (*integrationsenheden*).
    IntegrationUnit,
    /// Those who find homes (*boliggruppen*).
    Housing,
    /// Those who receive newcomers (*modtagelsen*).
    Reception,
    /// The company consultant (*virksomhedskonsulenten*).
    CompanyConsultant,
}

impl Role {
    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Role::IntegrationUnit => "integration_unit",
            Role::Housing => "housing",
            Role::CompanyConsultant => "company_consultant",
            Role::Reception => "reception",
        }
    }
}
