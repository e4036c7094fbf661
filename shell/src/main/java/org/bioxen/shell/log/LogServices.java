// SPDX-License-Identifier: Apache-2.0
package org.bioxen.shell.log;

import org.bioxen.api.logging.LogControl;
import org.bioxen.api.logging.LogHistory;

/**
 * What the verbs work with.
 *
 * @param history what was logged
 * @param control what is logged
 */
public record LogServices(LogHistory history, LogControl control) {}
