package dev.regent.simulation.scheme;

import dev.regent.simulation.scheme.cell.Cell;
import dev.regent.simulation.scheme.cell.Host;
import dev.regent.simulation.scheme.vrrp.Check;
import dev.regent.simulation.scheme.vrrp.Notify;
import dev.regent.simulation.scheme.vrrp.Router;
import dev.regent.simulation.scheme.vrrp.VrrpSettings;
import dev.regent.simulation.scheme.vrrp.VrrpSettings.TrackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** keepalived on every node with data: one virtual address. */
final class Routers {
  private final Common common;
  private final Cell cell;
  private final List<Router> routers = new ArrayList<>();

  /**
   * What a document's {@code keepalived.conf} says.
   *
   * @param standby the priority of every node but the first
   */
  record Usual(int primary, int standby, boolean preempt, Script script) {}

  /**
   * A document's {@code vrrp_script}; see {@link TrackSettings}.
   *
   * @param each as a scenario says it
   */
  record Script(int weight, String each, int fall, int rise) {
    /** For an instance without a script: a weight that nothing can lose. */
    static final Script NONE = new Script(1, "10s", 1, 1);
  }

  Routers(Common common, Knobs knobs, Usual usual, Function<Host, Scripts> scripts) {
    this.common = common;
    this.cell = common.cell();
    VrrpSettings first = settings(knobs, usual, "", usual.primary);
    VrrpSettings others = settings(knobs, usual, "standby-", usual.standby);
    for (Host host : cell.dataHosts()) {
      Scripts mine = scripts.apply(host);
      VrrpSettings settings = host == cell.primary() ? first : others;
      routers.add(new Router(host, settings, mine.check, mine.onChange));
    }
    routers.forEach(router -> router.peers(routers));
  }

  /** What a node's keepalived runs. */
  record Scripts(Check check, Notify onChange) {}

  private static VrrpSettings settings(Knobs knobs, Usual usual, String who, int priority) {
    Script script = usual.script;
    return new VrrpSettings(
        knobs.number("vrrp." + who + "priority", priority),
        knobs.number("vrrp." + who + "router-id", 51),
        knobs.text("vrrp." + who + "password", "1111"),
        knobs.flag("vrrp.preempt", usual.preempt),
        knobs.time("vrrp.advert-interval", "1s"),
        new TrackSettings(
            knobs.number("check.weight", script.weight),
            knobs.time("check.interval", script.each),
            knobs.number("check.fall", script.fall),
            knobs.number("check.rise", script.rise)));
  }

  Router of(Host host) {
    int place = cell.dataHosts().indexOf(host);
    if (place < 0) {
      throw new IllegalArgumentException("no keepalived on " + host);
    }
    return routers.get(place);
  }

  /** At rest: the primary has the address; the check says this of each node. */
  void begin(Predicate<Host> checkSucceeds) {
    for (Host host : cell.dataHosts()) {
      of(host).beginAtRest(host == cell.primary(), checkSucceeds.test(host));
      if (common.bootsDaemon()) {
        host.onBoot(() -> of(host).start());
      }
    }
  }

  boolean isMaster(Host host) {
    return host.hasData() && of(host).isMaster();
  }

  void end(Host host) {
    if (common.daemonCrashes()) {
      of(host).die();
    } else {
      of(host).stop();
    }
  }

  void freeze(Host host) {
    of(host).life().freeze(cell.now());
  }

  void wake(Host host) {
    of(host).life().wake(cell.now());
  }
}
