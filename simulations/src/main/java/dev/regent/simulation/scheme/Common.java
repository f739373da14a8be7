package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Times;
import dev.regent.simulation.world.WorldSettings;

/**
 * The settings that every scheme has.
 *
 * @param daemonCrashes whether the end of a daemon is a crash, and not an orderly stop
 * @param isolationIsSeen whether the card of an isolated node loses its link, and not only the
 *     switch its way to others
 * @param bootsDaemon whether the daemon starts with its machine
 * @param bootsServer whether the server starts with its machine
 */
record Common(
    Cell cell,
    boolean daemonCrashes,
    boolean isolationIsSeen,
    boolean bootsDaemon,
    boolean bootsServer) {

  /**
   * What a document says where others differ.
   *
   * @param daemonEnds {@code crash} or {@code stop}
   * @param isolatedNic {@code down} or {@code up}
   * @param bootsServer whether something starts the server with its machine
   */
  record Usual(String daemonEnds, String isolatedNic, boolean bootsServer) {}

  static Common of(WorldSettings settings, Knobs knobs, Usual usual) {
    Times small = Times.usual();
    Times times =
        new Times(
            knobs.time("machine.boot", "20s"),
            small.start(),
            knobs.time("server.recovery", "2s"),
            knobs.time("server.promotion", "1s"),
            knobs.time("server.rewind", "3s"),
            knobs.time("server.backup", "10s"));
    boolean synchronous = knobs.word("replication", "async", "sync").equals("sync");
    Cell cell = Cell.atRest(settings, times, synchronous);
    if (knobs.word("network.gratuitous-arp", "accepted", "refused").equals("refused")) {
      cell.clients().refuseArp();
    }
    return new Common(
        cell,
        knobs
            .word("daemon.ends-by", usual.daemonEnds, other(usual.daemonEnds, "crash", "stop"))
            .equals("crash"),
        knobs
            .word("isolated-nic", usual.isolatedNic, other(usual.isolatedNic, "up", "down"))
            .equals("down"),
        knobs.flag("boot.daemon", true),
        knobs.flag("boot.server", usual.bootsServer));
  }

  /** Where the document has it so, a server starts with its machine. */
  void bootServers() {
    if (bootsServer) {
      cell.dataHosts().forEach(host -> host.onBoot(host.database()::start));
    }
  }

  private static String other(String word, String one, String another) {
    return word.equals(one) ? another : one;
  }
}
