package dev.regent.controller.http.view;

import dev.regent.controller.ledger.Replica;
import dev.regent.controller.voter.VoterState;
import dev.regent.protocol.ProtectionMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where a node's file says something else than what the ledger has in force. */
final class OtherSettings {
  private OtherSettings() {}

  static List<String> of(VoterState voter) {
    Replica replica = voter.replica();
    String self = voter.setup().self().name();
    List<String> differences = new ArrayList<>();
    ProtectionMode mode = voter.setup().database().mode();
    if (replica.mode(mode) != mode) {
      differences.add(
          "%s: mode is %s in its file; the database was formed with %s, and that stays in force"
              .formatted(self, Words.of(mode), Words.of(replica.mode(mode))));
    }
    Duration ttl = voter.setup().lease().ttl();
    if (!replica.ttl(ttl).equals(ttl)) {
      differences.add(
          "%s: lease.ttl is %d ms in its file, and %d ms in force until a pause and a resume"
              .formatted(self, ttl.toMillis(), replica.ttl(ttl).toMillis()));
    }
    return List.copyOf(differences);
  }
}
