-- SPDX-License-Identifier: Apache-2.0
-- Operating system facilities (6.9).

--@ clock counts seconds
--@ 6.9 os.clock
local a = os.clock()
print(type(a), a >= 0, os.clock() >= a)

--@ date in UTC with fields
--@ 6.9 os.date
local t = os.date("!*t", 86400)
print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst)

--@ date in UTC with a format
--@ 6.9 os.date
print(os.date("!%Y-%m-%d %H:%M:%S", 0)) print(os.date("!%Y-%m-%d %H:%M:%S", 1234567890)) print(os.date("!%d/%m/%y %I:%M %p", 1700000000)) print(os.date("!%%", 0), os.date("!", 0) == "", os.date("!plain text", 0))

--@ date knows the conversions of C
--@ 6.9 os.date
print(os.date("!%a %A %b %B %j %w %y", 1234567890)) print(os.date("!%c|%x|%X|%p", 1234567890)) print(os.date("!%U %W", 1234567890))

--@ date knows the conversions of C99
--@ 6.9 os.date | 5.2+
print(os.date("!%C %D %e %F %g %G %h %n %R %t %T %u %V", 1234567890))

--@ date at the turns of years
--@ 6.9 os.date
for _, time in ipairs{0, 946684799, 946684800, 951782400, 1104537600, 1230768000} do io.write(os.date("!%Y-%m-%d %j %a;", time), " ") end
print()

--@ date refuses conversions it does not know
--@ 6.9 os.date | 5.2+
print(pcall(os.date, "%Ez", 0)) print(pcall(os.date, "%q", 0)) print(pcall(os.date, "%", 0))

--@ date wants a format and a time
--@ 6.9 os.date
print((pcall(os.date, {}))) print((pcall(os.date, "*t", "x"))) print(type(os.date()), type(os.date("*t")), os.date("*t").year >= 2000)

--@ difftime subtracts
--@ 6.9 os.difftime
print(os.difftime(10, 4) == 6, os.difftime(4, 10) == -6) print((pcall(os.difftime)))

--@ execute runs commands
--@ 6.9 os.execute | 5.2+
print(os.execute("exit 3")) print(os.execute("true")) print(os.execute())

--@ execute of 5.1 gives the status
--@ 6.9 os.execute | 5.1
print(os.execute("true"), os.execute() ~= 0)

--@ exit ends the program
--@ 6.9 os.exit
--@ alone
io.write("before") os.exit(3) print("never")

--@ exit without a code is success
--@ 6.9 os.exit
--@ alone
os.exit()

--@ exit with true and false
--@ 6.9 os.exit | 5.2+
--@ alone
os.exit(false)

--@ getenv of what is not set
--@ 6.9 os.getenv
print(os.getenv("BIOXEN_NO_SUCH_VARIABLE"), type(os.getenv("PATH"))) print(pcall(os.getenv))

--@ remove deletes
--@ 6.9 os.remove
local name = os.tmpname()
print(os.remove(name), io.open(name) == nil) local ok, message, code = os.remove("no/such/file") print(ok, message, code) print(pcall(os.remove))

--@ rename moves
--@ 6.9 os.rename
local name = os.tmpname()
local f = io.open(name, "w") f:write("moved") f:close()
print(os.rename(name, name .. ".new"), io.open(name) == nil)
f = io.open(name .. ".new") print(f:read("*a")) f:close() os.remove(name .. ".new")
local ok, message, code = os.rename("no/such/file", "other") print(ok, message, code) print(pcall(os.rename, "x"))

--@ setlocale of the C locale
--@ 6.9 os.setlocale
print(os.setlocale(), os.setlocale("C"), os.setlocale(nil, "numeric"), os.setlocale("no_SUCH"), os.setlocale("C", "all")) print(pcall(os.setlocale, "C", "bad"))

--@ time counts seconds
--@ 6.9 os.time
print(os.time() > 1.6e9, os.time() % 1 == 0, type(os.time()))

--@ time and date are inverse
--@ 6.9 os.time os.date
for _, t in ipairs{0, 86400 * 365, 1234567890, 1700000000} do io.write(tostring(os.time(os.date("*t", t)) == t), " ") end
print()

--@ time normalises its fields
--@ 6.9 os.time
local base = os.time{year = 2020, month = 1, day = 1, hour = 12}
print(os.time{year = 2020, month = 1, day = 2} - base == 86400, os.time{year = 2019, month = 13, day = 1} == base, os.time{year = 2019, month = 12, day = 32} == base, os.time{year = 2020, month = 1, day = 1, hour = 11, min = 60} == base, os.time{year = 2020, month = 1, day = 1, hour = 0} - base == -43200)

--@ time wants fields
--@ 6.9 os.time
print(pcall(os.time, {year = 2020, month = 1})) print(pcall(os.time, {})) print(pcall(os.time, 5))

--@ time wants fields that are numbers
--@ 6.9 os.time | 5.3+
print(pcall(os.time, {year = "x", month = 1, day = 1})) print(pcall(os.time, {year = 2020, month = 1.5, day = 1}))

--@ time sets the fields of its table
--@ 6.9 os.time | 5.3+
local t = {year = 2019, month = 14, day = -3}
os.time(t)
print(t.year, t.month, t.day, t.yday, t.wday)

--@ tmpname gives names that differ
--@ 6.9 os.tmpname
local a, b = os.tmpname(), os.tmpname()
print(type(a), a ~= b, io.open(a) ~= nil) os.remove(a) os.remove(b)
