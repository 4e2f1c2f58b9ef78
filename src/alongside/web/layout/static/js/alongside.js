// One small behaviour a module, each attached by a data- attribute. Every page works without any of them.
import { growWithText } from "./autosize.js";
import { beBusy } from "./busy.js";
import { askFirst } from "./confirm.js";
import { copyText } from "./copy.js";
import { fillIn } from "./fill.js";
import { keepTyped } from "./keep.js";
import { beginAtRefusal, sayNotices } from "./loaded.js";
import { closeMenus } from "./menu.js";
import { shareNotes } from "./notes.js";
import { openForPrint, printPage } from "./print.js";
import { followProgress } from "./progress.js";
import { knowTimeZone } from "./time_zone.js";

beginAtRefusal();
beBusy();
askFirst();
closeMenus();
copyText();
fillIn();
growWithText();
keepTyped();
openForPrint();
printPage();
sayNotices();
followProgress();
shareNotes();
knowTimeZone();
