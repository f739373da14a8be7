package dev.regent.simulation.world.base;

/** One direction between two nodes, and how badly it behaves. */
public final class Link {
  boolean cut;
  boolean streamsCut;
  boolean messagesCut;
  int lossPercent;
  int duplicatePercent;
  int latePercent;
  long delayMin = 150 * Nanos.MICRO;
  long delayMax = 800 * Nanos.MICRO;

  /** Nothing gets through. */
  public void cut(boolean is) {
    cut = is;
  }

  /** Only replication gets nothing through: a firewall that knows PostgreSQL's port. */
  public void cutStreams(boolean is) {
    streamsCut = is;
  }

  /** Only what the controllers say to each other gets nothing through. */
  public void cutMessages(boolean is) {
    messagesCut = is;
  }

  boolean carriesMessages() {
    return !cut && !messagesCut;
  }

  /** Whether bytes of a connection between two servers get through. */
  public boolean carriesStreams() {
    return !cut && !streamsCut;
  }

  public Link losing(int percent) {
    lossPercent = percent;
    return this;
  }

  public Link duplicating(int percent) {
    duplicatePercent = percent;
    return this;
  }

  /** This share of messages comes up to ten seconds late. */
  public Link late(int percent) {
    latePercent = percent;
    return this;
  }

  public Link delaying(long min, long max) {
    delayMin = min;
    delayMax = max;
    return this;
  }

  /** As a good cable. */
  public void heal() {
    cut = false;
    streamsCut = false;
    messagesCut = false;
    lossPercent = 0;
    duplicatePercent = 0;
    latePercent = 0;
    delayMin = 150 * Nanos.MICRO;
    delayMax = 800 * Nanos.MICRO;
  }
}
