package dev.regent.controller.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build, which Maven writes into the jar. */
public final class BuildVersion {
  private static final String RESOURCE = "/META-INF/maven/dev.regent/controller/pom.properties";

  private BuildVersion() {}

  /** As {@code 0.1.0}; "development" outside a jar. */
  public static String text() {
    try (InputStream resource = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        return "development";
      }
      Properties properties = new Properties();
      properties.load(resource);
      return properties.getProperty("version", "development");
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read " + RESOURCE, unreadable);
    }
  }
}
