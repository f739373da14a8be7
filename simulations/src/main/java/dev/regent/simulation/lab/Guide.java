package dev.regent.simulation.lab;

import dev.regent.simulation.demo.DemoPlan;
import java.util.stream.Collectors;

/** What {@code regent lab} tells people. */
final class Guide {
  static final String USAGE =
      """
      regent lab up [OPTION...]
      regent lab down
      regent lab shell NODE
      regent lab run SCENARIO|FAULT... | --all [--json FILE [--continue]]
      regent lab table FILE...
      regent lab torture --minutes N --seed S
      regent lab list

      Gives each node a network namespace on one bridge, and runs the real daemons, PostgreSQL, the
      VIP and clients there. Needs root on Linux, iproute2 and nftables.

        up             a lab to look at; says where to connect; Ctrl-C, or down, removes everything
        down           ends a lab and removes what it made, also after a crash
        shell NODE     a shell on a node's host, or on that of client c1 or c2
        run            scenarios of regent simulate on real hosts, and faults as in regent demo
                       --drill; prints a Markdown table with both outcomes of each scenario; exit
                       code 1 when one failed. Skipped is not passed, nor is disturbed: safe, and
                       late while the machine stood still
        table          what run --json wrote, beside what the simulator gives, as Markdown
        torture        faults at random under a workload whose history is checked at the end
        list           the faults, which scenarios can be run here, and why others cannot

        --id ID            small letters and digits; labs with different ids run side by side;
                           default: lab
        --profile NAME     of up and torture: default or fast
        --data-nodes N     of up and torture: 2 (and a witness) or 3
        --json FILE        of run: adds a line to the file as each scenario ends
        --continue         of run: not again what FILE has already
        --minutes N        of torture; default 2
        --seed S           of torture: what goes wrong comes from it; default 1\
      """;

  private Guide() {}

  private static String hosts(DemoPlan plan) {
    return "host=%s dbname=demo user=app target_session_attrs=read-write connect_timeout=2"
        .formatted(
            plan.servers().stream()
                .map(server -> server.endpoint().host())
                .collect(Collectors.joining(",")));
  }

  /** Where everything is in a lab that is ready. */
  static String of(Site site, Lab lab) {
    DemoPlan plan = lab.cell().plan();
    Topology topology = lab.network().topology();
    StringBuilder hosts = new StringBuilder();
    for (Host host : topology.hosts()) {
      hosts.append(
          "  %-3s %-13s %s%n"
              .formatted(host.name(), host.address(), topology.namespace(host.name())));
    }
    return """
    Ready. Hosts, their addresses and namespaces; the VIP is %s:
    %s
    On a client's host (regent lab shell c1 --id %s):
      PGPASSFILE=%s psql 'host=%s dbname=demo user=app'
      PGPASSFILE=%s psql '%s'
      ./regent status --url %s
    Ctrl-C, or regent lab down --id %s, removes everything.
    """
        .formatted(
            Topology.VIP,
            hosts,
            site.id(),
            plan.pgpass(),
            Topology.VIP,
            plan.pgpass(),
            hosts(plan),
            plan.urls().getFirst(),
            site.id());
  }
}
