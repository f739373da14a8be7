package dev.regent.config.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Tells whether two nodes have the same shared settings (L6).
 *
 * <p><b>Invariants.</b> It depends on the values of {@link CellSettings} only: not on the order,
 * format or place of a file, nor on whether a value was written or is a default.
 */
public final class SettingsHash {
  /** Changes when the text's form does; then nodes of two releases differ until all are new. */
  private static final String FORM = "regent cell 1";

  private SettingsHash() {}

  /** SHA-256 of the canonical text, in hexadecimal. */
  public static String of(CellSettings cell) {
    byte[] text = canonicalText(cell).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(text));
  }

  /** One setting per line; every value has a form that contains neither line end nor comma. */
  static String canonicalText(CellSettings cell) {
    return String.join(
        "\n",
        FORM,
        cell.name(),
        text(cell.lease()),
        text(cell.election()),
        cell.nodes().stream().map(SettingsHash::text).collect(Collectors.joining("\n")),
        cell.databases().stream().map(SettingsHash::text).collect(Collectors.joining("\n")));
  }

  private static String text(LeaseTimings lease) {
    return "lease %s,%s,%s,%d,%s,%s"
        .formatted(
            lease.ttl(),
            lease.renewInterval(),
            lease.suspectTime(),
            lease.clockRateBound(),
            lease.fenceBudget(),
            lease.guardBudget());
  }

  private static String text(ElectionTimings election) {
    return "election %s,%s,%s"
        .formatted(election.beatInterval(), election.electionTimeout(), election.stagger());
  }

  private static String text(NodeSettings node) {
    return "node %s,%s,%s,%d,%d"
        .formatted(node.id(), node.role(), node.host(), node.clusterPort(), node.httpPort());
  }

  private static String text(DatabaseSettings database) {
    return "database %s,%s,%d,%d\nvoters %s\n%s\nvip %s\ntimings %s"
        .formatted(
            database.name(),
            database.mode(),
            database.confirmations(),
            database.maxLagBytes(),
            database.voters(),
            database.dataNodes().stream().map(SettingsHash::text).collect(Collectors.joining("\n")),
            database.vip().map(vip -> vip.address() + "," + vip.device()).orElse("none"),
            text(database.timings()));
  }

  private static String text(DataNodeSettings copy) {
    return "copy %s,%s,%d".formatted(copy.node(), copy.endpoint(), copy.priority());
  }

  /** A setting that came later is left out where it is as before, so that an upgrade can roll. */
  private static String text(RoleTimings timings) {
    String first = timings.restartFirst().isZero() ? "" : "," + timings.restartFirst();
    return "%s,%s,%s,%s%s"
        .formatted(
            timings.switchoverStopTimeout(),
            timings.standbyGrace(),
            timings.restartDeadline(),
            timings.candidateWait(),
            first);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
