package dev.regent.simulation.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regent.simulation.scenario.Recording;
import java.util.List;

/**
 * What a page's script needs to say how everything was at a time. Times are milliseconds, nodes are
 * places in the panel's list.
 */
final class PageData {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLI = 1e6;

  private PageData() {}

  /** JSON that can stand in a page as it is: it has no character that could end a script. */
  static String of(List<Panel> panels, Scale scale) {
    ObjectNode root = JSON.createObjectNode();
    root.put("end", millis(scale.end()));
    Recording.Span worst = Worst.moment(panels.stream().map(Panel::recording).toList());
    root.putArray("worst").add(millis(worst.from())).add(millis(worst.to()));
    ArrayNode array = root.putArray("panels");
    for (Panel panel : panels) {
      add(array.addObject(), panel, scale);
    }
    return root.toString().replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
  }

  private static void add(ObjectNode object, Panel panel, Scale scale) {
    Recording recording = panel.recording();
    object.put("name", panel.name()).put("end", millis(recording.end()));
    recording.nodes().forEach(object.putArray("nodes")::add);
    addChanges(object.putArray("changes"), recording);
    addLeases(object.putArray("leases"), recording);
    Density density = new Density(recording, scale);
    object.put("bar", millis(density.barWidth()));
    addAll(object.putArray("acks"), density.acknowledged());
    addAll(object.putArray("errors"), density.unanswered());
  }

  private static void addChanges(ArrayNode changes, Recording recording) {
    for (Recording.Change change : recording.changes()) {
      changes
          .addArray()
          .add(millis(change.at()))
          .add(recording.nodes().indexOf(change.node()))
          .add(change.look().part().text())
          .add(change.look().vip() ? 1 : 0)
          .add(change.look().leads() ? 1 : 0);
    }
  }

  private static void addLeases(ArrayNode leases, Recording recording) {
    for (Recording.Lease lease : recording.leases()) {
      leases
          .addArray()
          .add(millis(lease.at()))
          .add(recording.nodes().indexOf(lease.node()))
          .add(millis(lease.until()));
    }
  }

  private static void addAll(ArrayNode array, int[] numbers) {
    for (int number : numbers) {
      array.add(number);
    }
  }

  private static double millis(long nanos) {
    return Math.round(nanos / MILLI);
  }
}
