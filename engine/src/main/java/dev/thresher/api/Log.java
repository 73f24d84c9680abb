package dev.thresher.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of this room, made when the first message comes. */
final class Log {
  static final Logger LOG = LoggerFactory.getLogger("dev.thresher.api");

  private Log() {}
}
