package dev.regent.simulation.play;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.simulation.scenario.Judge;
import dev.regent.simulation.scenario.Recording;
import java.util.List;
import java.util.Locale;

/** A recording and its verdict as JSON. Times are milliseconds. */
public final class RecordingJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLI = 1e6;

  private RecordingJson() {}

  /** Which scenario, under what, and whether all came as expected. */
  public record Run(String id, String scheme, boolean passed) {}

  /** One object, without a line break. */
  public static String of(Run run, Recording recording, List<Judge.Finding> findings) {
    ObjectNode root = JSON.createObjectNode();
    root.put("scenario", run.id()).put("scheme", run.scheme()).put("passed", run.passed());
    root.put("lengthMs", recording.end() / MILLI);
    root.put("outageMs", recording.longestSilence().length() / MILLI);
    root.put("unacknowledgedWrites", recording.unanswered().size());
    root.put("lostAckedWrites", recording.lost());
    root.put("redundantAtTheEnd", recording.redundant());
    recording.broken().ifPresent(broken -> root.put("broken", broken));
    addFindings(root.putArray("expected"), findings);
    addChanges(root.putArray("changes"), recording);
    addLeases(root.putArray("leases"), recording);
    addMarks(root.putArray("marks"), recording);
    return root.toString();
  }

  private static void addFindings(ArrayNode array, List<Judge.Finding> findings) {
    for (Judge.Finding finding : findings) {
      array
          .addObject()
          .put("claim", finding.expectation().text())
          .put("met", finding.met())
          .put("seen", finding.seen());
    }
  }

  private static void addChanges(ArrayNode array, Recording recording) {
    for (Recording.Change change : recording.changes()) {
      array
          .addObject()
          .put("atMs", change.at() / MILLI)
          .put("node", change.node())
          .put("database", change.look().part().name().toLowerCase(Locale.ROOT))
          .put("vip", change.look().vip())
          .put("leads", change.look().leads());
    }
  }

  private static void addLeases(ArrayNode array, Recording recording) {
    for (Recording.Lease lease : recording.leases()) {
      array
          .addObject()
          .put("atMs", lease.at() / MILLI)
          .put("node", lease.node())
          .put("untilMs", lease.until() / MILLI);
    }
  }

  private static void addMarks(ArrayNode array, Recording recording) {
    for (Recording.Mark mark : recording.marks()) {
      array
          .addObject()
          .put("atMs", mark.at() / MILLI)
          .put("kind", mark.kind().name().toLowerCase(Locale.ROOT))
          .put("text", mark.text());
    }
  }
}
