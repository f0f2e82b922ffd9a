//! Where Genesys Cloud is run.

use crate::settings::Region;

/// All regions, near ones together: the name of its data centre, the product's own words, and the domain.
pub(super) const REGIONS: &[Region] = &[
    ("us-east-1", "Americas (US East)", "mypurecloud.com"),
    ("us-west-2", "Americas (US West)", "usw2.pure.cloud"),
    ("us-east-2", "Americas (US East, FedRAMP)", "use2.us-gov-pure.cloud"),
    ("ca-central-1", "Americas (Canada)", "cac1.pure.cloud"),
    ("mx-central-1", "Americas (Mexico)", "mxc1.pure.cloud"),
    ("sa-east-1", "Americas (São Paulo)", "sae1.pure.cloud"),
    ("eu-central-1", "EMEA (Frankfurt)", "mypurecloud.de"),
    ("eu-west-1", "EMEA (Ireland)", "mypurecloud.ie"),
    ("eu-west-2", "EMEA (London)", "euw2.pure.cloud"),
    ("eu-central-2", "EMEA (Zurich)", "euc2.pure.cloud"),
    ("eusc-de-east-1", "EMEA (Germany, European Sovereign Cloud)", "edee1.eusc-pure.cloud"),
    ("me-central-1", "EMEA (UAE)", "mec1.pure.cloud"),
    ("ap-south-1", "Asia Pacific (Mumbai)", "aps1.pure.cloud"),
    ("ap-northeast-3", "Asia Pacific (Osaka)", "apne3.pure.cloud"),
    ("ap-northeast-2", "Asia Pacific (Seoul)", "apne2.pure.cloud"),
    ("ap-southeast-1", "Asia Pacific (Singapore)", "apse1.pure.cloud"),
    ("ap-southeast-2", "Asia Pacific (Sydney)", "mypurecloud.com.au"),
    ("ap-northeast-1", "Asia Pacific (Tokyo)", "mypurecloud.jp"),
];

/// The region that a text means, by any of its names, whatever the case.
pub(super) fn find(text: &str) -> Option<&'static Region> {
    let means = |name: &str| name.eq_ignore_ascii_case(text.trim());
    REGIONS.iter().find(|(id, name, domain)| means(id) || means(name) || means(domain))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_region_is_found_by_whatever_it_is_called() {
        for known in REGIONS {
            let (id, name, domain) = known;
            for text in [id.to_ascii_uppercase(), name.to_ascii_uppercase(), format!(" {domain} ")] {
                assert_eq!(find(&text), Some(known), "{text}");
            }
        }
        let names: HashSet<_> = REGIONS.iter().flat_map(|region| [region.0, region.1, region.2]).collect();
        assert_eq!((REGIONS.len(), names.len()), (18, 54), "a name stands there twice");
        for text in ["", "us", "login.mypurecloud.com", "https://mypurecloud.com"] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
