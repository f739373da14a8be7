package dev.regent.simulation.scenario;

import java.util.List;
import java.util.Optional;

/** What may be expected of a run, as scenario files say it. */
public enum Claim {
  PRIMARY_WITHIN("NODE is primary within TIME"),
  PRIMARY_AT("NODE is primary at TIME"),
  PRIMARY_AT_END("NODE is primary at the end"),
  STAYS_PRIMARY("NODE stays primary"),
  STAYS_STANDBY("NODE stays standby"),
  STOPPED_WITHIN("NODE stops writing within TIME"),
  ONE_PRIMARY("never two primaries"),
  TWO_AT_MOST("two primaries at most TIME"),
  TWO_PRIMARIES("two primaries for TIME"),
  NOBODY_AT("nobody is primary at TIME"),
  NOBODY_AT_END("nobody is primary at the end"),
  OUTAGE_AT_MOST("outage at most TIME"),
  OUTAGE_AT_LEAST("outage at least TIME"),
  NO_OUTAGE("no outage"),
  NO_SERVICE_AT_END("no service at the end"),
  PROMOTIONS("promotions NUMBER"),
  LOSES_AT_MOST("acknowledged writes lost at most NUMBER"),
  NOTHING_LOST("nothing lost"),
  SOMETHING_LOST("acknowledged writes lost"),
  VIP_WITHIN("vip on NODE within TIME"),
  VIP_AT_END("vip on NODE at the end"),
  VIP_NOWHERE_AT("nobody has the vip at TIME"),
  VIP_NOWHERE_AT_END("nobody has the vip at the end"),
  VIP_OUTAGE_AT_MOST("vip outage at most TIME"),
  VIP_OUTAGE_AT_LEAST("vip outage at least TIME"),
  VIP_READ_ONLY("vip read-only for TIME"),
  TWO_VIPS("two vips for TIME"),
  VIP_MOVES("vip moves NUMBER"),
  NO_DATA("no data at the end"),
  REDUNDANT("redundant at the end");

  private final Template template;

  Claim(String template) {
    this.template = Template.of(template);
  }

  /** What stands in the places of the sentence, when it has this form. */
  Optional<List<String>> match(List<String> sentence, List<String> nodes) {
    return template.match(sentence, nodes);
  }

  /** The sentence, with places in capitals. */
  public String form() {
    return template.text();
  }
}
