//! Files to features and back; every reader has limits and trusts nothing.
