package dev.regent.config.load;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** What reference.conf says for settings that are written nowhere. */
final class Defaults {
  /** Not at the root: there, all libraries' files of that name are read as one, Akka's too. */
  static final String FILE = "dev/regent/config/reference.conf";

  private final Config reference;

  private Defaults(Config reference) {
    this.reference = reference;
  }

  static Defaults fromReference() {
    return new Defaults(
        ConfigFactory.parseResources(Defaults.class.getClassLoader(), FILE).getConfig("regent"));
  }

  Section.Shape regent() {
    return new Section.Shape(Schema.REGENT, reference);
  }

  /** A section of the profile. */
  Section.Shape profile(Forms.ProfileName profile, Schema schema, String section) {
    String key = "profiles.%s.%s".formatted(Form.word(profile), section);
    return new Section.Shape(schema, reference.getConfig(key));
  }

  /** An element of a list, or a section in one. */
  Section.Shape element(Schema schema, String section) {
    return new Section.Shape(schema, reference.getConfig("defaults." + section));
  }

  /** A section of the node's own part. */
  Section.Shape node(Schema schema, String section) {
    return new Section.Shape(schema, reference.getConfig("node" + section));
  }

  /** A section in which everything that is not optional is required. */
  static Section.Shape none(Schema schema) {
    return new Section.Shape(schema, ConfigFactory.empty());
  }
}
