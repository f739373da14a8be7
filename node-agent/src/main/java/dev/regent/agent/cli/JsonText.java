package dev.regent.agent.cli;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;

/** Writes a JSON object. */
final class JsonText {
  private final List<String> fields = new ArrayList<>();

  JsonText text(String name, String value) {
    return raw(name, quoted(value));
  }

  JsonText number(String name, long value) {
    return raw(name, Long.toString(value));
  }

  JsonText flag(String name, boolean value) {
    return raw(name, Boolean.toString(value));
  }

  JsonText objects(String name, List<String> objects) {
    return raw(name, "[" + String.join(",", objects) + "]");
  }

  private JsonText raw(String name, String json) {
    fields.add(quoted(name) + ":" + json);
    return this;
  }

  String end() {
    return "{" + String.join(",", fields) + "}";
  }

  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
