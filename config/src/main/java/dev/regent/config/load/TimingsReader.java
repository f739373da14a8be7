package dev.regent.config.load;

import dev.regent.config.settings.CellRules;
import dev.regent.config.settings.ElectionRules;
import dev.regent.config.settings.ElectionTimings;
import dev.regent.config.settings.LeaseRules;
import dev.regent.config.settings.LeaseTimings;
import dev.regent.config.settings.Profile;
import dev.regent.config.settings.Violation;
import java.time.Duration;
import java.util.List;

/** Reads {@code regent.cell.lease} and {@code regent.cell.election}. */
final class TimingsReader {
  private final Defaults defaults;
  private final Forms.ProfileName profile;
  private final Findings findings;

  TimingsReader(Defaults defaults, Forms.ProfileName profile, Findings findings) {
    this.defaults = defaults;
    this.profile = profile;
    this.findings = findings;
  }

  /** A clockwork whose own relations do not hold is replaced by that of a profile. */
  CellRules.Clockwork read(Section cell) {
    return new CellRules.Clockwork(
        lease(cell.section("lease", defaults.profile(profile, Schema.LEASE, "lease"))),
        election(cell.section("election", defaults.profile(profile, Schema.ELECTION, "election"))));
  }

  private LeaseTimings lease(Section section) {
    LeaseRules.Lease lease =
        new LeaseRules.Lease(
            section.value("ttl", Forms.DURATION),
            section.value("renew-interval", Forms.DURATION),
            section.value("suspect-time", Forms.DURATION),
            section.value("clock-rate-bound", Forms.CLOCK_RATE_BOUND),
            section.value("fence-budget", Forms.DURATION),
            section.value("guard-budget", Forms.DURATION));
    return holds("regent.cell.lease", LeaseRules.violations(lease))
        ? lease.timings()
        : Profile.DEFAULT.lease();
  }

  private ElectionTimings election(Section section) {
    Duration beat = section.value("beat-interval", Forms.DURATION);
    Duration timeout = section.value("election-timeout", Forms.DURATION);
    Duration stagger = section.value("stagger", Forms.DURATION);
    return holds("regent.cell.election", ElectionRules.violations(beat, timeout, stagger))
        ? new ElectionTimings(beat, timeout, stagger)
        : Profile.DEFAULT.election();
  }

  private boolean holds(String section, List<Violation> violations) {
    findings.refuseAll(violations);
    if (!violations.isEmpty()) {
      findings.unusable(section);
    }
    return violations.isEmpty();
  }
}
