use crate::model::Case;
use crate::travel::TravelTime;

/// Where trips lead: the openings that share all trips are at one site.
#[derive(Debug)]
pub(super) struct Sites {
    /// For each opening its site.
    pub(super) of: Vec<usize>,
    /// For each site one of its openings.
    pub(super) openings: Vec<usize>,
}

impl Sites {
    /// The stops of `travel`, numbered from 0 in their order.
    pub(super) fn new(case: &Case, travel: &dyn TravelTime) -> Self {
        let stops: Vec<usize> = (0..case.openings().len()).map(|o| travel.stop(o)).collect();
        let mut sites: Vec<(usize, usize)> = stops.iter().copied().zip(0..).collect();
        sites.sort_unstable();
        sites.dedup_by_key(|(stop, _)| *stop);
        Self {
            of: stops.iter().map(|stop| sites.partition_point(|(other, _)| other < stop)).collect(),
            openings: sites.into_iter().map(|(_, opening)| opening).collect(),
        }
    }
}

#[cfg(all(test, feature = "synthetic"))]
mod tests {
    use super::*;
    use crate::model::Mode;
    use crate::synthetic::Synthetic;
    use crate::travel::RoundTrip;

    /// Openings whose stops are these.
    #[derive(Debug)]
    struct Stops(Vec<usize>);

    impl TravelTime for Stops {
        fn trip(&self, _: usize, _: usize, _: Mode) -> Option<RoundTrip> {
            None
        }

        fn stop(&self, opening: usize) -> usize {
            self.0[opening]
        }
    }

    #[test]
    fn stops_may_have_any_numbers() {
        let case = Synthetic::new(8).case().unwrap();
        let mut stops: Vec<usize> = vec![7; case.openings().len()];
        (stops[0], stops[2]) = (usize::MAX, 3);
        let sites = Sites::new(&case, &Stops(stops));
        assert_eq!(sites.of[..4], [2, 1, 0, 1]);
        assert_eq!(sites.openings, [2, 1, 0]);
    }
}
