// SPDX-License-Identifier: Apache-2.0
package org.bioxen.logging;

import org.bioxen.api.logging.LogRecord;

/** Makes a line of a record. */
interface RecordFormat {
    /** The line with its end, in UTF-8. */
    byte[] bytes(LogRecord record);
}
