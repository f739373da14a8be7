package dev.regent.simulation.scenario;

import dev.regent.simulation.scenario.Recording.Condition;
import dev.regent.simulation.scenario.Recording.Span;
import dev.regent.simulation.world.base.Nanos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds a recording against what was expected of it. */
public final class Judge {
  /** A client does not notice less: it writes each 20 ms, and a disk may be slow. */
  private static final long UNNOTICED = 500 * Nanos.MILLI;

  private final Recording recording;

  private Judge(Recording recording) {
    this.recording = recording;
  }

  /** What became of one expectation. */
  public record Finding(Expectation expectation, boolean met, String seen) {}

  /** A finding for each expectation, in order. */
  public static List<Finding> judge(Recording recording, List<Expectation> expected) {
    Judge judge = new Judge(recording);
    List<Finding> findings = new ArrayList<>();
    expected.forEach(each -> findings.add(judge.finding(each)));
    return findings;
  }

  private Finding finding(Expectation expected) {
    return switch (expected.claim()) {
      case PRIMARY_WITHIN -> within(expected, spans(isPrimary(node(expected))));
      case PRIMARY_AT -> at(expected, expected.nanos(1), isPrimary(node(expected)));
      case PRIMARY_AT_END -> at(expected, recording.end(), isPrimary(node(expected)));
      case STAYS_PRIMARY -> always(expected, isPrimary(node(expected)));
      case STAYS_STANDBY -> always(expected, isStandby(node(expected)));
      case STOPPED_WITHIN -> stopped(expected);
      case ONE_PRIMARY -> atMost(expected, longest(this::areTwoPrimaries), 0);
      case TWO_AT_MOST -> atMost(expected, longest(this::areTwoPrimaries), expected.nanos(0));
      case TWO_PRIMARIES -> atLeast(expected, longest(this::areTwoPrimaries));
      case NOBODY_AT -> at(expected, expected.nanos(0), this::isNobodyPrimary);
      case NOBODY_AT_END -> at(expected, recording.end(), this::isNobodyPrimary);
      case OUTAGE_AT_MOST -> atMost(expected, silence(), expected.nanos(0));
      case OUTAGE_AT_LEAST -> atLeast(expected, silence());
      case NO_OUTAGE -> atMost(expected, silence(), UNNOTICED);
      case NO_SERVICE_AT_END -> endsSilent(expected);
      case PROMOTIONS -> number(expected, promotions());
      case NOTHING_LOST -> lost(expected, 0, 0);
      case LOSES_AT_MOST -> lost(expected, 0, Integer.parseInt(expected.places().getFirst()));
      case SOMETHING_LOST -> lost(expected, 1, Integer.MAX_VALUE);
      case VIP_WITHIN -> within(expected, spans(hasVip(node(expected))));
      case VIP_AT_END -> at(expected, recording.end(), hasVip(node(expected)));
      case VIP_NOWHERE_AT -> at(expected, expected.nanos(0), this::isVipNowhere);
      case VIP_NOWHERE_AT_END -> at(expected, recording.end(), this::isVipNowhere);
      case VIP_OUTAGE_AT_MOST -> atMost(expected, vipSilence(), expected.nanos(0));
      case VIP_OUTAGE_AT_LEAST -> atLeast(expected, vipSilence());
      case VIP_READ_ONLY -> atLeast(expected, longest(this::isVipReadOnly));
      case TWO_VIPS -> atLeast(expected, longest(this::areTwoVips));
      case VIP_MOVES -> number(expected, vipMoves());
      case NO_DATA -> at(expected, recording.end(), this::isAllDataGone);
      case REDUNDANT -> redundant(expected);
    };
  }

  private Finding lost(Expectation expected, int least, int most) {
    int lost = recording.lost();
    return new Finding(expected, lost >= least && lost <= most, lost + " writes lost");
  }

  private Finding redundant(Expectation expected) {
    boolean is = recording.redundant();
    return new Finding(expected, is, is ? "redundant" : "not redundant");
  }

  private String node(Expectation expected) {
    return recording.node(expected.places().getFirst());
  }

  private List<Span> spans(Condition condition) {
    return recording.spans(condition);
  }

  private static Condition isPrimary(String node) {
    return moment -> moment.of(node).part() == Look.Part.PRIMARY;
  }

  private static Condition isStandby(String node) {
    return moment -> moment.of(node).part() == Look.Part.STANDBY;
  }

  private static Condition hasVip(String node) {
    return moment -> moment.of(node).vip();
  }

  private boolean areTwoPrimaries(Recording.Moment moment) {
    return count(moment, Look.Part.PRIMARY) > 1;
  }

  private boolean isNobodyPrimary(Recording.Moment moment) {
    return count(moment, Look.Part.PRIMARY) == 0;
  }

  private boolean isVipNowhere(Recording.Moment moment) {
    return recording.nodes().stream().noneMatch(node -> moment.of(node).vip());
  }

  private boolean isAllDataGone(Recording.Moment moment) {
    return recording.nodes().stream()
        .map(node -> moment.of(node).part())
        .allMatch(
            part -> part == Look.Part.EMPTY || part == Look.Part.WITNESS || part == Look.Part.OFF);
  }

  private boolean areTwoVips(Recording.Moment moment) {
    return recording.nodes().stream().filter(node -> moment.of(node).vip()).count() > 1;
  }

  private boolean isVipReadOnly(Recording.Moment moment) {
    return recording.nodes().stream()
            .map(moment::of)
            .anyMatch(look -> look.vip() && look.part() == Look.Part.STANDBY)
        && recording.nodes().stream()
            .map(moment::of)
            .noneMatch(look -> look.vip() && look.part() == Look.Part.PRIMARY);
  }

  private long count(Recording.Moment moment, Look.Part part) {
    return recording.nodes().stream().filter(node -> moment.of(node).part() == part).count();
  }

  private long longest(Condition condition) {
    return spans(condition).stream().mapToLong(Span::length).max().orElse(0);
  }

  private long silence() {
    return recording.longestSilence().length();
  }

  private long vipSilence() {
    return recording.longestSilenceAtVip().length();
  }

  /** Whoever only wakes up as the primary that it was is not promoted. */
  private int promotions() {
    SortedMap<String, Look.Part> before = new TreeMap<>();
    int promotions = 0;
    for (Recording.Change change : recording.changes()) {
      Look.Part part = change.look().part();
      Look.Part was = part == Look.Part.FROZEN ? part : before.put(change.node(), part);
      boolean begins = part == Look.Part.PRIMARY && was != Look.Part.PRIMARY;
      promotions += begins && change.at() > 0 ? 1 : 0;
    }
    return promotions;
  }

  private int vipMoves() {
    return recording.nodes().stream()
        .mapToInt(node -> (int) spans(hasVip(node)).stream().filter(s -> s.from() > 0).count())
        .sum();
  }

  private Finding within(Expectation expected, List<Span> spans) {
    long bound = expected.nanos(1);
    boolean met = spans.stream().anyMatch(span -> span.from() <= bound);
    String seen = spans.isEmpty() ? "never" : "at " + text(spans.getFirst().from());
    return new Finding(expected, met, seen);
  }

  private Finding stopped(Expectation expected) {
    long bound = expected.nanos(1);
    List<Span> spans = spans(isPrimary(node(expected)));
    boolean begins = !spans.isEmpty() && spans.getFirst().from() == 0;
    boolean met =
        begins && spans.getFirst().to() <= bound && spans.getFirst().to() < recording.end();
    return new Finding(
        expected, met, begins ? "until " + text(spans.getFirst().to()) : "was not primary");
  }

  private Finding at(Expectation expected, long time, Condition condition) {
    long asked = Math.min(time, recording.end() - 1);
    boolean met =
        spans(condition).stream().anyMatch(span -> span.from() <= asked && asked < span.to());
    return new Finding(expected, met, met ? "so" : "not so");
  }

  private Finding always(Expectation expected, Condition condition) {
    List<Span> spans = spans(condition);
    boolean met = spans.size() == 1 && spans.getFirst().length() == recording.end();
    return new Finding(
        expected,
        met,
        met ? "always" : spans.isEmpty() ? "never" : "until " + text(spans.getFirst().to()));
  }

  private Finding atMost(Expectation expected, long seen, long bound) {
    return new Finding(expected, seen <= bound, text(seen));
  }

  private Finding atLeast(Expectation expected, long seen) {
    return new Finding(expected, seen >= expected.nanos(0), text(seen));
  }

  private Finding endsSilent(Expectation expected) {
    long last = recording.acknowledged().isEmpty() ? 0 : recording.acknowledged().getLast().at();
    boolean met = recording.end() - last > UNNOTICED;
    return new Finding(expected, met, "last write at " + text(last));
  }

  private Finding number(Expectation expected, int seen) {
    return new Finding(
        expected, seen == Integer.parseInt(expected.places().getFirst()), String.valueOf(seen));
  }

  private static String text(long nanos) {
    return Times.text(Duration.ofNanos(nanos));
  }
}
