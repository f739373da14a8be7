package dev.regent.simulation.scenario;

import java.util.List;
import java.util.Optional;

/** What may happen to a cell, as scenario files say it. */
public enum Verb {
  ISOLATE("isolate NODE"),
  CUT("cut NODE -> NODE"),
  CUT_BOTH("cut NODE <-> NODE"),
  CUT_CONTROL("cut heartbeats NODE -> NODE"),
  CUT_CONTROL_BOTH("cut heartbeats NODE <-> NODE"),
  CUT_REPLICATION("cut replication NODE -> NODE"),
  CUT_REPLICATION_BOTH("cut replication NODE <-> NODE"),
  RECONNECT("reconnect NODE -> NODE"),
  RECONNECT_REPLICATION("reconnect replication NODE -> NODE"),
  LOSE("lose PERCENT NODE -> NODE"),
  LOSE_BOTH("lose PERCENT NODE <-> NODE"),
  DELAY("delay TIME NODE -> NODE"),
  DELAY_BOTH("delay TIME NODE <-> NODE"),
  DUPLICATE("duplicate PERCENT NODE -> NODE"),
  DUPLICATE_BOTH("duplicate PERCENT NODE <-> NODE"),
  LATE("late PERCENT NODE -> NODE"),
  LATE_BOTH("late PERCENT NODE <-> NODE"),
  MEND("mend NODE -> NODE"),
  MEND_BOTH("mend NODE <-> NODE"),
  HEAL("heal"),
  POWER_OFF("power off NODE"),
  POWER_ON("power on NODE"),
  FREEZE("freeze NODE"),
  WAKE("wake NODE"),
  KILL_DAEMON("kill daemon NODE"),
  START_DAEMON("start daemon NODE"),
  FREEZE_DAEMON("freeze daemon NODE"),
  WAKE_DAEMON("wake daemon NODE"),
  KILL_GUARD("kill guard NODE"),
  KILL_POSTMASTER("kill postmaster NODE"),
  KILL_POSTMASTER_ONLY("kill only postmaster NODE"),
  STOP_DAEMON("stop daemon NODE"),
  STOP_POSTGRES("stop postgres NODE"),
  START_POSTGRES("start postgres NODE"),
  PROMOTE_BY_HAND("promote NODE by hand"),
  PAUSE_REPLAY("pause replay NODE"),
  RESUME_REPLAY("resume replay NODE"),
  TAKE_CONNECTIONS("take all connections NODE"),
  FREE_CONNECTIONS("free connections NODE"),
  CANCEL_COMMITS("cancel waiting commits NODE"),
  REMOVE_OLD_WAL("remove old wal NODE"),
  STALL_DISK("stall disk NODE"),
  STALL_DATA("stall data disk NODE"),
  STALL_JOURNAL("stall journal disk NODE"),
  FILL_DISK("fill disk NODE"),
  FILL_DATA("fill data disk NODE"),
  FILL_JOURNAL("fill journal disk NODE"),
  MEND_DISK("mend disk NODE"),
  LOSE_ARP("lose gratuitous arp NODE"),
  HANG_POSTGRES("hang postgres NODE"),
  HANG_POSTMASTER("hang postmaster NODE"),
  WAKE_POSTGRES("wake postgres NODE"),
  WAKE_POSTMASTER("wake postmaster NODE"),
  SET_CLOCK_AHEAD("set clock NODE ahead TIME"),
  SET_CLOCK_BACK("set clock NODE back TIME"),
  MISLEAD("membership sees only NODES"),
  MISLEAD_ONE("membership of NODE sees only NODES"),
  SWITCHOVER("switchover"),
  SWITCHOVER_TO("switchover to NODE"),
  FAILOVER_TO("failover to NODE"),
  FAILOVER_ACCEPTING("failover to NODE accepting data loss"),
  CONFIRM_FENCED("confirm NODE fenced"),
  CONFIRM_GONE("confirm NODE gone"),
  PAUSE("pause"),
  RESUME("resume"),
  ASK_SWITCHOVER("ask NODE switchover"),
  ASK_SWITCHOVER_TO("ask NODE switchover to NODE"),
  ASK_SWITCHOVER_AT_ONCE("ask NODE switchover immediate"),
  ASK_SWITCHOVER_TO_AT_ONCE("ask NODE switchover immediate to NODE"),
  ASK_FAILOVER("ask NODE failover"),
  ASK_FAILOVER_TO("ask NODE failover to NODE"),
  ASK_PAUSE("ask NODE pause"),
  ASK_RESUME("ask NODE resume"),
  LOSE_JOURNAL("lose journal NODE"),
  LOSE_DATA("lose data NODE"),
  FOREIGN_DATA("give foreign data NODE"),
  REJOIN("rejoin NODE"),
  REPLACE_MACHINE("replace machine NODE");

  private final Template template;

  Verb(String template) {
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
