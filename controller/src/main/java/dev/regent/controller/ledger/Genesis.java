package dev.regent.controller.ledger;

import dev.regent.protocol.FormationId;
import dev.regent.protocol.ProtectionMode;
import dev.regent.protocol.Revision;
import dev.regent.protocol.SyncSet;
import dev.regent.protocol.Term;
import dev.regent.protocol.TimelineId;
import dev.regent.protocol.Voter;
import dev.regent.protocol.event.LedgerEvent;
import dev.regent.protocol.journal.Entry;
import dev.regent.protocol.state.DatabaseState;
import dev.regent.protocol.state.Phase;
import dev.regent.protocol.state.VoterSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first entry: a pure function of the confirmed vector and the settings hash (L6). */
public final class Genesis {
  /** Every genesis is at 0.1. */
  public static final Revision REVISION = new Revision(Term.ZERO, 1);

  private Genesis() {}

  /** The same vector and settings give the same entry on every voter, its hash included. */
  public static Entry of(
      List<Voter> vector, String settingsHash, ProtectionMode mode, Duration ttl) {
    VoterSet voters = new VoterSet(REVISION, vector);
    FormationId formation = new FormationId(hash(voters, settingsHash));
    DatabaseState state =
        new DatabaseState(
            formation,
            voters,
            mode,
            Optional.empty(),
            new Phase.Vacant(),
            SyncSet.ALONE,
            Optional.empty(),
            Optional.empty(),
            TimelineId.NONE,
            Optional.of(ttl));
    return new Entry(
        REVISION,
        Revision.NONE,
        new LedgerEvent.Genesis(formation, voters.voters()),
        state,
        Instant.EPOCH);
  }

  private static String hash(VoterSet voters, String settingsHash) {
    String text =
        voters.voters().stream()
            .map(voter -> voter.node() + "=" + voter.incarnation())
            .collect(Collectors.joining(",", "regent genesis ", " " + settingsHash));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
