package dev.regent.agent.cli;

import java.net.URI;

/** What came of asking one node. */
sealed interface Reply {
  /** It answered, in whatever way. */
  record Answered(URI node, int code, String body) implements Reply {
    /** The message of an error body, or the body itself. */
    String message() {
      return Json.parse(body).flatMap(json -> json.text("message")).orElse(body);
    }

    /** The name of an error. */
    String error() {
      return Json.parse(body).flatMap(json -> json.text("error")).orElse("");
    }
  }

  /** Nothing reached it, so nothing was done. */
  record Unreachable(URI node, String why) implements Reply {}

  /** It was asked but did not answer: what was asked may have been done. */
  record Silent(URI node, String why) implements Reply {}
}
