package dev.regent.config.load;

import dev.regent.config.settings.DataNodeSettings;
import dev.regent.config.settings.DatabaseSettings;
import dev.regent.config.settings.NodeSettings;
import dev.regent.config.settings.RoleTimings;
import dev.regent.config.settings.VipSettings;
import dev.regent.protocol.Endpoint;
import dev.regent.protocol.NodeId;
import java.util.List;
import java.util.Optional;

/** Reads the elements of {@code regent.cell.databases}. */
final class DatabaseReader {
  private final Defaults defaults;
  private final Forms.ProfileName profile;
  private final List<NodeSettings> nodes;

  DatabaseReader(Defaults defaults, Forms.ProfileName profile, List<NodeSettings> nodes) {
    this.defaults = defaults;
    this.profile = profile;
    this.nodes = nodes;
  }

  DatabaseSettings read(Section database) {
    return new DatabaseSettings(
        database.value("name", Forms.DATABASE),
        database.values("voters", Forms.NODE),
        database.value("mode", Forms.MODE),
        database.value("confirmations", Forms.CONFIRMATIONS),
        database.value("max-lag", Forms.SIZE),
        database.elements("data-nodes", defaults.element(Schema.DATA_NODE, "data-node")).stream()
            .map(this::dataNode)
            .toList(),
        vip(database),
        timings(database.section("timings", defaults.profile(profile, Schema.TIMINGS, "timings"))));
  }

  /** A copy is where its node is, unless it says otherwise. */
  private DataNodeSettings dataNode(Section copy) {
    NodeId node = copy.value("node", Forms.NODE);
    String host =
        copy.optional("host", Forms.HOST).or(() -> hostOf(node)).orElse(Forms.HOST.placeholder());
    return new DataNodeSettings(
        node,
        new Endpoint(host, copy.value("port", Forms.PORT)),
        copy.value("priority", Forms.PRIORITY));
  }

  private Optional<String> hostOf(NodeId id) {
    return nodes.stream().filter(node -> node.id().equals(id)).map(NodeSettings::host).findFirst();
  }

  private static Optional<VipSettings> vip(Section database) {
    if (!database.has("vip")) {
      return Optional.empty();
    }
    Section vip = database.section("vip", Defaults.none(Schema.VIP));
    return Optional.of(
        new VipSettings(vip.value("address", Forms.VIP), vip.value("device", Forms.DEVICE)));
  }

  private static RoleTimings timings(Section timings) {
    return new RoleTimings(
        timings.value("switchover-stop-timeout", Forms.DURATION),
        timings.value("standby-grace", Forms.DURATION),
        timings.value("restart-deadline", Forms.DURATION),
        timings.value("restart-first", Forms.WAIT),
        timings.value("candidate-wait", Forms.DURATION));
  }
}
