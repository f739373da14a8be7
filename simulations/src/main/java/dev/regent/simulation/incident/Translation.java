package dev.regent.simulation.incident;

import dev.regent.config.settings.Profile;
import dev.regent.protocol.event.RevokeReason;
import dev.regent.simulation.incident.Recorded.Moment;
import dev.regent.simulation.scenario.Step;
import dev.regent.simulation.scenario.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Says what would have caused each recorded transition. A history tells what a majority agreed on
 * and why, not what broke: of the faults that look the same to the voters the plainest is taken,
 * such as a lost machine for a silent primary.
 */
final class Translation {
  private static final Duration AT_ONCE = Duration.ofMillis(50);
  private static final Duration BOOT = Duration.ofMillis(200);
  private static final Duration BRIEF = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LATER = Duration.ofMinutes(2);
  private static final Duration NEWS = Duration.ofMillis(250);
  private static final Duration REJOINING = Duration.ofMillis(2_500);
  private static final Duration LOOKING = Duration.ofMillis(1_500);

  private final Topology cell;
  private final Profile profile;
  private final List<Moment> moments;
  private final List<Cause> causes = new ArrayList<>();

  /** Nodes that an earlier step took away, and when they may come back at the earliest. */
  private final SortedMap<String, Duration> away = new TreeMap<>();

  /** Nodes whose journal an earlier step took, and which are to vote again. */
  private final SortedSet<String> replacing = new TreeSet<>();

  private final SortedMap<String, Duration> returned = new TreeMap<>();

  private final SortedSet<String> members = new TreeSet<>();
  private String primary;
  private String leader;

  private Translation(Topology cell, Recorded recorded) {
    this.cell = cell;
    this.profile = cell.settings().profile();
    this.moments = recorded.moments();
    this.primary = recorded.primary();
    this.leader = cell.order().getFirst();
    cell.settings().dataNodes().forEach(node -> members.add(node.name()));
    members.remove(primary);
  }

  /** One for each moment of the record, in order. */
  static List<Cause> of(Topology cell, Recorded recorded) {
    Translation translation = new Translation(cell, recorded);
    for (int i = 0; i < recorded.moments().size(); i++) {
      translation.read(i);
    }
    return List.copyOf(translation.causes);
  }

  private void read(int index) {
    Moment moment = moments.get(index);
    Transition it = moment.transition();
    List<Step> back = returns(moment, it);
    translate(index, moment, it);
    if (!back.isEmpty()) {
      Cause cause = causes.removeLast();
      causes.add(new Cause(moment, concat(back, cause.steps()), cause.remark()));
    }
  }

  private static List<Step> concat(List<Step> some, List<Step> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /** Who takes part again has come back by then. */
  private List<Step> returns(Moment moment, Transition it) {
    List<String> alive =
        switch (it.what()) {
          case PRIMARY_GRANTED, SWITCHOVER_STARTED, LEADER_ELECTED -> it.node().stream().toList();
          case PROMOTED, RESUMED, RESUME_REQUESTED -> it.node().stream().toList();
          case SYNC_SET_CHANGED ->
              it.isReason("joined") ? new Words(it).members().orElse(List.of()) : List.of();
          case VOTER_REPLACED -> it.node().stream().toList();
          case GENESIS, BOOTSTRAP_STARTED, PRIMARY_REVOKED, PRIMARY_FENCED -> List.of();
          case RESTART_PLANNED, SWITCHOVER_ABORTED, SYNC_PLANNED, PAUSED -> List.of();
        };
    return alive.stream()
        .filter(node -> away.containsKey(node))
        .map(node -> back(moment, node))
        .toList();
  }

  private Step back(Moment moment, String node) {
    Duration earliest = Objects.requireNonNull(away.remove(node));
    Duration wanted = moment.at().minus(REJOINING);
    return new Step(
        wanted.compareTo(earliest) < 0 ? earliest : wanted, Verb.POWER_ON, List.of(node));
  }

  private Step takeAway(int index, Duration before, String node) {
    Moment moment = moments.get(index);
    away.put(node, moment.at().plus(AT_ONCE));
    return step(moment, before, loss(index, node, Verb.POWER_OFF), node);
  }

  /** A node that has to be replaced as a voter lost its journal, with its power. */
  private Verb loss(int index, String node, Verb otherwise) {
    boolean isReplaced =
        soon(index, LATER)
            .anyMatch(it -> it.what() == Happening.VOTER_REPLACED && it.who().equals(node));
    if (isReplaced) {
      replacing.add(node);
    }
    return isReplaced ? Verb.LOSE_JOURNAL : otherwise;
  }

  /** What was recorded from this moment on, for so long. */
  private Stream<Transition> soon(int index, Duration within) {
    Duration until = moments.get(index).at().plus(within);
    return moments.subList(index, moments.size()).stream()
        .takeWhile(later -> later.at().compareTo(until) < 0)
        .map(Moment::transition);
  }

  private void translate(int index, Moment moment, Transition it) {
    switch (it.what()) {
      case GENESIS, BOOTSTRAP_STARTED ->
          remark(moment, "a database is created; the replay begins with one that is there");
      case LEADER_ELECTED -> elected(index);
      case PRIMARY_GRANTED -> granted(moment);
      case PROMOTED, RESUMED -> serves(moment);
      case PRIMARY_REVOKED -> revoked(index);
      case PRIMARY_FENCED ->
          remark(moment, "a person's word has no step; the replay waits for the lease instead");
      case RESTART_PLANNED -> cause(moment, step(moment, AT_ONCE, Verb.KILL_POSTMASTER, primary));
      case SWITCHOVER_STARTED -> switchover(moment);
      case SWITCHOVER_ABORTED ->
          remark(moment, "what hindered it is not recorded; add it to the scenario");
      case SYNC_PLANNED -> follows(moment);
      case SYNC_SET_CHANGED -> members(index);
      case VOTER_REPLACED -> replaced(moment);
      case PAUSED -> cause(moment, step(moment, Duration.ZERO, Verb.PAUSE));
      case RESUME_REQUESTED -> cause(moment, step(moment, Duration.ZERO, Verb.RESUME));
    }
  }

  /**
   * The lead goes back to a witness by itself, and leaves whoever loses touch with the primary
   * (R7); anybody else leads because the leader was lost.
   */
  private void elected(int index) {
    Moment moment = moments.get(index);
    String before = leader;
    leader = moment.transition().who();
    boolean handsBack = leader.equals(cell.order().getFirst());
    boolean isKnown = away.containsKey(before) || isSilenceNear(index) || handsBack;
    if (leader.equals(before)) {
      remark(moment, "the same node leads again; what interrupted it is not recorded");
    } else if (isKnown) {
      follows(moment);
    } else {
      Duration silence = profile.election().electionTimeout().plus(NEWS);
      Verb loss = loss(index, before, Verb.KILL_DAEMON);
      Verb back = loss == Verb.KILL_DAEMON ? Verb.START_DAEMON : Verb.POWER_ON;
      cause(
          moment, step(moment, silence, loss, before), step(moment, BRIEF.negated(), back, before));
    }
  }

  private boolean isSilenceNear(int index) {
    return soon(index, profile.lease().suspectTime()).anyMatch(it -> it.isReason("silent"));
  }

  private void granted(Moment moment) {
    if (moment.transition().isReason("data-loss-accepted")) {
      remark(moment, "a person's acceptance of loss has no step; the replay waits instead");
    } else {
      follows(moment);
    }
  }

  private void serves(Moment moment) {
    primary = moment.transition().node().orElse(primary);
    new Words(moment.transition()).members().ifPresent(this::setMembers);
    follows(moment);
  }

  private void setMembers(List<String> now) {
    members.clear();
    members.addAll(now);
  }

  private void revoked(int index) {
    Moment moment = moments.get(index);
    String node = moment.transition().node().orElse(primary);
    String name = moment.transition().reason().orElseThrow();
    switch (RevokeReason.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'))) {
      case SILENT -> cause(moment, takeAway(index, silence(), node));
      case POSTGRES_DOWN -> cause(moment, step(moment, AT_ONCE, Verb.KILL_POSTMASTER, node));
      case POSTGRES_UNRESPONSIVE -> cause(moment, step(moment, LOOKING, Verb.HANG_POSTGRES, node));
      case POSTGRES_STALLED -> cause(moment, step(moment, LOOKING, Verb.STALL_DATA, node));
      case SESSION_ENDED ->
          cause(
              moment,
              step(moment, BRIEF.plus(BOOT), Verb.POWER_OFF, node),
              step(moment, BRIEF, Verb.POWER_ON, node));
      case LEASE_LOST ->
          cause(
              moment,
              step(moment, profile.lease().guardAfter(), Verb.FREEZE_DAEMON, node),
              step(moment, BOOT, Verb.WAKE_DAEMON, node));
      case OPERATOR -> operator(moment);
      case PROMOTION_FAILED ->
          remark(moment, "why the promotion failed is not recorded; add it to the scenario");
      case SWITCHOVER, SWITCHOVER_ABORTED -> follows(moment);
    }
  }

  /** The voters count from the last renewal, which was half an interval before on the average. */
  private Duration silence() {
    return profile.lease().suspectTime().minus(profile.lease().renewInterval().dividedBy(4));
  }

  private void operator(Moment moment) {
    Words words = new Words(moment.transition());
    String remark = words.mayLose() ? "the acceptance of loss has no step and is left out" : "";
    Step step =
        words
            .preferred()
            .map(target -> step(moment, Duration.ZERO, Verb.FAILOVER_TO, target))
            .orElseGet(() -> step(moment, Duration.ZERO, Verb.ASK_FAILOVER, leader));
    causes.add(new Cause(moment, List.of(step), remark));
  }

  private void switchover(Moment moment) {
    String target = moment.transition().who();
    Step step =
        new Words(moment.transition()).isImmediate()
            ? step(moment, Duration.ZERO, Verb.ASK_SWITCHOVER_TO_AT_ONCE, leader, target)
            : step(moment, Duration.ZERO, Verb.SWITCHOVER_TO, target);
    cause(moment, step);
  }

  private void members(int index) {
    Moment moment = moments.get(index);
    List<String> now = new Words(moment.transition()).members().orElse(List.copyOf(members));
    List<String> lost = members.stream().filter(node -> !now.contains(node)).toList();
    List<Step> steps = new ArrayList<>();
    if (moment.transition().isReason("standby-lost")) {
      lost.stream()
          .filter(node -> !away.containsKey(node) && !hasJustReturned(node, moment))
          .forEach(node -> steps.add(loses(index, node)));
    }
    setMembers(now);
    causes.add(new Cause(moment, steps, ""));
  }

  /** A machine is silent when it goes, so that its server may be missed after it came back. */
  private boolean hasJustReturned(String node, Moment moment) {
    Duration missed = profile.lease().suspectTime().plus(BRIEF);
    return Optional.ofNullable(returned.get(node))
        .filter(at -> moment.at().minus(at).compareTo(missed) < 0)
        .isPresent();
  }

  /** One that is soon back was restarted by its agent, which says so at once; others are lost. */
  private Step loses(int index, String node) {
    boolean isSoonBack = soon(index, SOON).anyMatch(it -> joins(it, node));
    boolean isReplaced = loss(index, node, Verb.POWER_OFF) == Verb.LOSE_JOURNAL;
    return isSoonBack && !isReplaced
        ? step(moments.get(index), NEWS, Verb.KILL_POSTMASTER, node)
        : takeAway(index, profile.lease().suspectTime().plus(NEWS), node);
  }

  private static boolean joins(Transition transition, String node) {
    return transition.isReason("joined")
        && new Words(transition).members().filter(all -> all.contains(node)).isPresent();
  }

  private void replaced(Moment moment) {
    String node = moment.transition().who();
    returned.put(node, moment.at());
    if (replacing.remove(node)) {
      follows(moment);
      return;
    }
    Duration before = profile.lease().ttl().plus(BRIEF);
    cause(
        moment,
        step(moment, before.plus(BOOT), Verb.LOSE_JOURNAL, node),
        step(moment, before, Verb.POWER_ON, node));
  }

  private static Step step(Moment moment, Duration before, Verb verb, String... places) {
    Duration at = moment.at().minus(before);
    return new Step(at.isNegative() ? Duration.ZERO : at, verb, List.of(places));
  }

  private void cause(Moment moment, Step... steps) {
    causes.add(new Cause(moment, List.of(steps), ""));
  }

  private void follows(Moment moment) {
    causes.add(new Cause(moment, List.of(), ""));
  }

  private void remark(Moment moment, String remark) {
    causes.add(new Cause(moment, List.of(), remark));
  }
}
