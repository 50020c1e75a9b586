//! The vocabulary of cues: prompts, menus, heads of link lists, credits, professions.
//!
//! All in the form that [`super::cues::fold`] gives: small letters, straight quotes, every number as one `0`, no marks around.
//! Tables that are sorted are searched by halves; a test keeps them so.

/// Whole lines that are prompts and notices, folded as [`super::cues::fold`] does. Sorted.
#[rustfmt::skip]
pub(super) const PROMPTS: &[&str] = &[
    "0 comment", "0 comments", "0 shares", "abonnez-vous", "abonnieren", "about this site", "accedi", "accept",
    "accept all", "accept all cookies", "accept cookies", "ad", "add a comment", "add comment", "add your comment",
    "advert", "advertise with us", "advertisement", "advertisements", "advertising", "all comments",
    "all rights reserved", "already a subscriber", "already a subscriber? log in", "already a subscriber? sign in",
    "anmelden", "annulla risposta", "anzeige", "article continues below", "article continues below advertisement",
    "assine", "aviso legal", "baca juga", "back to article", "back to gallery", "back to home", "back to top",
    "bagikan", "be the first to comment", "buy now", "by continuing to use this site you agree to our use of cookies",
    "cadastre-se", "cancel reply", "cancelar resposta", "cancelar respuesta", "caption close", "change language",
    "click here to subscribe", "click to enlarge", "click to expand", "click to play", "click to print", "close ad",
    "close menu", "close this window", "close window", "comentarios", "comentários", "comment", "commentaires",
    "commenti", "comments", "comments are closed", "comments closed", "compartilhar", "compartir", "condividi",
    "connexion", "contact us", "continue reading", "continue reading below", "continue reading the main story",
    "cookie policy", "cookie settings", "copy link", "create account", "create an account", "daftar", "datenschutz",
    "datenschutzerklärung", "deixe um comentário", "deixe uma resposta", "deja un comentario", "deja una respuesta",
    "do not sell my info", "do not sell my personal information", "download our app", "download the app", "drucken",
    "e-mail this", "email address", "email this", "email this article", "email to a friend", "enable javascript",
    "enter your email", "enter your email address", "entrar", "exit full screen", "explore further", "facebook",
    "facebook comments", "facebook twitter", "find us on facebook", "follow", "follow us", "follow us on",
    "follow us on facebook", "follow us on instagram", "follow us on twitter", "font size", "forgot password",
    "forgot password?", "forgot your password?", "get our newsletter", "get the latest news delivered to your inbox",
    "get the newsletter", "give us feedback", "go to top", "hide caption", "iklan", "image caption", "impressum",
    "imprimer", "imprimir", "informativa sulla privacy", "iniciar sesión", "instagram", "iscriviti",
    "javascript is disabled", "join the conversation", "join the discussion", "jump to comments",
    "jump to navigation", "keep reading", "komentar", "kommentar schreiben", "kommentare", "laisser un commentaire",
    "lascia un commento", "latest tweets", "learn more", "leave a comment", "leave a reply", "leave a response",
    "leave your comment", "leer más", "lees meer", "leggi anche", "leggi tutto", "leia mais", "like this",
    "like us on facebook", "linkedin", "lire la suite", "load comments", "load more", "load more comments", "loading",
    "loading comments", "log in", "log in / register", "log in or register to post comments", "log in to comment",
    "log in to leave a comment", "log in to reply", "log out", "login", "logout", "main menu", "main navigation",
    "make a comment", "manage cookies", "mapa del sitio", "mapa do site", "mark as favorite", "masuk",
    "media playback is unsupported on your device", "mentions légales", "most commented", "my account", "new comment",
    "newer post", "newer posts", "newsletter", "newsletter sign up", "newsletter signup", "newsletters",
    "next article", "next page", "next post", "next story", "no comments", "no comments yet", "no thanks", "not now",
    "note legali", "nutzungsbedingungen", "older post", "older posts", "open in app", "open menu",
    "opens in a new window", "our newsletter", "partager", "permalink", "pin it", "pinterest", "play video",
    "please enable javascript", "please log in to comment", "politique de confidentialité", "política de privacidad",
    "política de privacidade", "post a comment", "post a new comment", "post a reply", "post comment",
    "post navigation", "post your comment", "powered by wordpress", "previous article", "previous page",
    "previous post", "previous story", "print", "print article", "print page", "print this", "print this article",
    "print this page", "privacy", "privacy & cookies", "privacy notice", "privacy policy", "pubblicità", "publicidad",
    "publicidade", "publicité", "reacties", "read comments", "reddit", "register", "register now", "registrarse",
    "registrati", "registrieren", "related posts", "remember me", "replay video", "reply", "report a typo",
    "report abuse", "report an error", "report this ad", "report this comment", "republish this article", "rss",
    "rss feed", "rss feeds", "s'abonner", "s'inscrire", "scroll down to continue", "scroll for more",
    "scroll to continue", "scroll to continue with content", "see all comments", "see comments", "select language",
    "send us a tip", "share", "share by email", "share on email", "share on facebook", "share on google",
    "share on google plus", "share on linkedin", "share on pinterest", "share on reddit", "share on twitter",
    "share on whatsapp", "share this", "share this article", "share this on facebook", "share this on twitter",
    "share this page", "share this post", "share this story", "share this with", "share via email",
    "share with your friends", "sharing is caring", "show all comments", "show caption", "show comments", "show less",
    "show more", "sign in", "sign in / join", "sign in to comment", "sign in with facebook", "sign me up", "sign out",
    "sign up", "sign up for free", "sign up for our daily newsletter", "sign up for our free newsletter",
    "sign up for our newsletter", "sign up for our newsletters", "sign up for the newsletter", "sign up now",
    "sign up today", "site index", "site map", "sitemap", "skip ad", "skip advertisement", "skip in",
    "skip navigation", "skip to article", "skip to content", "skip to main", "skip to main content",
    "skip to navigation", "skip to primary content", "skip to search", "snapchat", "sponsored", "sponsored content",
    "sponsored links", "stampa", "start the conversation", "story continues below",
    "story continues below advertisement", "stumbleupon", "submit", "submit a tip", "submit comment", "subscribe",
    "subscribe now", "subscribe to our newsletter", "subscribe today", "supported by", "suscribirse", "suscríbete",
    "switch language", "teilen", "termos de uso", "terms & conditions", "terms and conditions", "terms of sale",
    "terms of service", "terms of use", "text size", "thank you for subscribing", "thanks for subscribing",
    "this ad will end in", "this article was originally published here", "this slideshow requires javascript",
    "to read the full story", "toggle menu", "toggle navigation", "tumblr", "tweet", "tweet this", "twitter",
    "términos y condiciones", "unsubscribe", "use of cookies", "video player", "view all comments", "view comments",
    "view gallery", "view more comments", "view the discussion thread", "watch again", "we use cookies",
    "weiterlesen", "werbung", "what do you think?", "whatsapp", "write a comment", "write a reply", "you are here",
    "you may cancel at any time", "you must be logged in to post a comment", "your comment", "your email",
    "your email address", "your email address will not be published", "your name", "youtube", "войти",
    "добавить комментарий", "комментарии", "поделиться", "реклама", "читать далее", "コメント", "シェア", "ログイン", "検索", "검색",
    "댓글", "뒤로가기", "로그인", "목록", "인쇄하기", "회원가입",
];

/// Beginnings of prompts and notices, in a line of at most 160 columns. Folded; sorted by hand after their first word.
#[rustfmt::skip]
pub(super) const PROMPT_HEADS: &[&str] = &[
    "0 comment on ", "0 comments on ", "0 replies to ", "0 response to ", "0 responses to ", "0 thoughts on ",
    "0 thought on ", "by clicking ", "by continuing to ", "by signing up ", "by subscribing ", "by using this site",
    "click here to ", "click to share on ", "comments are closed", "comments on this ", "continue reading the main ",
    "copyright ©", "copyright (c)", "copyright 0", "create a free account", "don't have an account", "download the ",
    "enter your email", "fill in your details below", "filed under", "follow us on ", "for more stories like this",
    "get the latest news", "have a news tip", "have a tip", "have an account", "join our newsletter",
    "like us on facebook", "log in to ", "next article", "notify me of ", "please confirm you ", "please enable ",
    "please let us know if you're having issues", "please log in", "please sign in", "please turn on javascript",
    "please upgrade your browser", "posted in ", "posted by:", "powered by ", "previous article", "sign up for our ",
    "sign up for the ", "sign up here", "sign up to receive ", "skip to ", "source: http", "source: www",
    "subscribe to our ", "subscribe to the ", "support our journalism", "tagged as", "tagged with", "tags:",
    "thank you for your subscription", "thanks for reading", "the views expressed in the contents above",
    "there are no comments", "this site uses cookies", "this website uses cookies", "to comment on this",
    "to report an error", "tweet this", "view all posts by ", "we use cookies", "we've sent an email",
    "you can unsubscribe", "you have been successfully", "you must be logged in", "you must be signed in",
    "you need to be logged in", "your browser does not support", "your email address will not be", "© 0",
    "copyright ⓒ", "ⓒ", "devi essere connesso", "lascia un commento", "deja un comentario", "deixe um comentário",
    "laisser un commentaire", "todos los derechos reservados", "todos os direitos reservados", "tous droits réservés",
    "tutti i diritti riservati", "alle rechte vorbehalten", "все права защищены", "welcome to our new", "related:",
    "see also:", "see more:", "read more:", "read also:", "also read:", "read next:", "don't miss:", "related post:",
    "related story:", "related article:", "related articles:", "more on this:", "lesen sie auch:", "leggi anche:",
    "leia também:", "lee también:", "lire aussi:", "читайте также:", "view all (0", "image 0 of 0", "photo 0 of 0",
    "slide 0 of 0", "follow me on ", "sign up for ",
];

/// Ends of prompts and notices, in a line of at most 200 columns. Folded.
#[rustfmt::skip]
pub(super) const PROMPT_TAILS: &[&str] = &[
    "all rights reserved", "min read", "mins read", "minute read", "minutes read", 
    "reading time", "javascript enabled", "todos los derechos reservados", "todos os direitos reservados",
    "tous droits réservés", "tutti i diritti riservati", "alle rechte vorbehalten", "все права защищены",
    "click to tweet", "무단전재 및 재배포 금지",
];

/// Heads of lists of links, folded. A colon may follow.
#[rustfmt::skip]
pub(super) const LINK_HEADS: &[&str] = &[
    "also on", "also read", "also see", "around the web", "articles similaires", "articoli correlati",
    "articoli simili", "artículos relacionados", "artículos similares", "auch interessant", "baca juga",
    "berita terkait", "berita terkini", "breaking news", "das könnte sie auch interessieren",
    "das könnte sie interessieren", "editor's choice", "editor's pick", "editor's picks", "editors' picks",
    "elsewhere on the web", "entradas relacionadas", "explore more", "featured", "featured articles",
    "featured posts", "featured stories", "featured videos", "from around the web", "from our network",
    "from our partners", "from our sponsors", "from the web", "hot topics", "i più letti", "in case you missed it",
    "in this story", "just in", "keep reading", "keep up with this story and more", "latest", "latest articles",
    "latest from", "latest headlines", "latest news", "latest posts", "latest stories", "latest video",
    "latest videos", "leggi anche", "leia também", "les plus lus", "lesen sie auch", "lo más leído", "lo más visto",
    "mais lidas", "mehr zum thema", "meistgelesen", "meistgelesene artikel", "more articles",
    "more articles like this", "more coverage", "more from", "more from author", "more from the web",
    "more from this author", "more headlines", "more in", "more like this", "more news", "more news stories",
    "more on this", "more on this story", "more on this topic", "more posts", "more stories", "more stories from",
    "more stories you might like", "more to explore", "more to read", "more top stories", "more videos",
    "most commented", "most discussed", "most popular", "most popular articles", "most popular stories",
    "most popular videos", "most read", "most read articles", "most read stories", "most recent", "most shared",
    "most viewed", "most watched", "must read", "must reads", "must see", "más leídas", "más noticias", "next story",
    "next up", "noticias relacionadas", "notizie correlate", "notícias relacionadas", "now on", "on our radar",
    "other articles", "other news", "other stories", "other top stories", "our picks", "paid content",
    "people also read", "popular", "popular articles", "popular now", "popular on", "popular posts",
    "popular stories", "popular this week", "popular topics", "popular videos", "posts relacionados",
    "potrebbe interessarti", "promoted", "promoted content", "promoted links", "promoted stories", "read also",
    "read next", "recent articles", "recent comments", "recent news", "recent posts", "recent stories", "recommended",
    "recommended articles", "recommended for you", "recommended reading", "recommended stories", "recommended videos",
    "related", "related articles", "related content", "related coverage", "related items", "related links",
    "related news", "related posts", "related reading", "related stories", "related story", "related to this story",
    "related topics", "related video", "related videos", "see also", "similar articles", "similar posts",
    "similar stories", "special offers", "sponsored links", "sponsored stories", "stay connected",
    "suggested articles", "suggested for you", "suggested posts", "sur le même sujet", "sur le même thème",
    "también te puede interesar", "te puede interesar", "terpopuler", "the latest", "ti potrebbe interessare",
    "today's headlines", "today's top stories", "top articles", "top headlines", "top news", "top posts",
    "top stories", "top stories this week", "top videos", "topics", "trending", "trending articles", "trending news",
    "trending now", "trending on", "trending stories", "trending topics", "trending videos", "ultime notizie",
    "up next", "veja também", "want more stories like this?", "watch next", "watch now", "we recommend",
    "weitere artikel", "weitere beiträge", "weitere beiträge zum thema", "what others are reading",
    "what to read next", "what to watch next", "you may also be interested in", "you may also like",
    "you may also like these", "you may be interested in", "you may have missed", "you might also enjoy",
    "you might also like", "you might be interested in", "you might like", "à lire", "à lire aussi",
    "à lire également", "ähnliche artikel", "últimas noticias", "últimas notícias", "популярное", "похожие статьи",
    "читайте также", "人気記事", "関連記事", "관련기사", "많이 본 뉴스", "인기기사",
];

/// Heads of lists of links that go on with a name: "More from Sportsnet", "Read more about …".
#[rustfmt::skip]
pub(super) const LINK_HEAD_STARTS: &[&str] = &[
    "also on ", "latest from ", "latest in ", "more by ", "more from ", "more in ", "more stories from ",
    "most popular ", "most read ", "most viewed ", "popular in ", "popular on ", "read more about ", "top stories ",
    "trending in ", "trending on ", "you may also ", "related coverage from ", "more stories about ", "more great ",
    "weitere beiträge ", "weitere artikel ",
];

/// What menus and buttons are made of. Folded.
#[rustfmt::skip]
pub(super) const MENU_WORDS: &[&str] = &[
    "about", "about us", "accessibility", "account", "accueil", "actualités", "ads", "advertise", "africa", "agb",
    "altro", "americas", "app", "apps", "archive", "archives", "art", "article", "articles", "arts", "asia", "audio",
    "author", "authors", "autos", "azienda", "beranda", "berita", "blog", "blogs", "books", "buscar", "business",
    "buy", "calendar", "careers", "cari", "carrières", "cars", "categories", "category", "celebrities", "celebrity",
    "cerca", "chi siamo", "ciencia", "ciência", "classifieds", "close", "columnists", "columns", "community",
    "company", "contact", "contactez-nous", "contacto", "contacts", "contato", "contatti", "cookies", "copyright",
    "corrections", "crime", "crossword", "cultura", "culture", "datenschutz", "deals", "deportes", "design", "digg",
    "disclaimer", "discover", "donate", "download", "economia", "economy", "economía", "edition", "editorial",
    "editorials", "education", "ekonomi", "election", "elections", "email", "employment", "empresa", "en español",
    "english", "entertainment", "entreprise", "entretenimento", "entretenimiento", "environment", "español",
    "esportes", "europe", "events", "explore", "family", "faq", "faqs", "fashion", "features", "feedback", "film",
    "finance", "flipboard", "food", "football", "forum", "forums", "fotos", "français", "full screen", "galería",
    "galleria", "gallery", "games", "gaming", "gesundheit", "health", "help", "help center", "hiburan", "home",
    "home page", "homepage", "horoscopes", "how to", "impressum", "info", "inicio", "insights", "internacional",
    "international", "investing", "início", "jobs", "karriere", "kesehatan", "kontakt", "kultur", "language", "legal",
    "leistungen", "letters", "life", "lifestyle", "links", "live", "living", "local", "local news", "log", "lösungen",
    "magazine", "mail", "mais", "markets", "masthead", "media", "mehr", "menu", "menú", "middle east", "mobile",
    "mobile apps", "monde", "mondo", "money", "more", "movies", "multimedia", "mundo", "music", "más", "nachrichten",
    "nation", "national", "news", "next", "noticias", "notizie", "notícias", "obituaries", "ok", "olahraga", "on air",
    "opini", "opinion", "opinions", "partners", "people", "personal finance", "pesquisar", "photo", "photography",
    "photos", "podcast", "podcasts", "politica", "politics", "politik", "politique", "política", "press",
    "press releases", "presse", "prev", "previous", "prodotti", "productos", "products", "produits", "produkte",
    "produtos", "profile", "programs", "puzzles", "quem somos", "quizzes", "quiénes somos", "radio", "read more",
    "real estate", "recherche", "rechercher", "recipes", "referenzen", "regions", "reviews", "salud", "salute",
    "santé", "save", "saúde", "schedule", "science", "search", "sections", "see all", "see more", "services",
    "servicios", "servizi", "serviços", "settings", "shop", "shopping", "shows", "slideshow", "soccer", "sociedad",
    "sociedade", "società", "société", "space", "special reports", "sport", "sports", "staff", "startseite", "store",
    "stories", "style", "subscriptions", "suche", "support", "tags", "tech", "technologie", "technology",
    "tecnologia", "tecnología", "television", "theater", "tips", "tools", "travel", "tv", "u.s", "uk", "unternehmen",
    "us", "us news", "video", "videos", "view", "view all", "view more", "vídeos", "watch", "weather", "welt",
    "wirtschaft", "work with us", "world", "world news", "your account", "économie", "über uns", "вакансии",
    "главная", "ещё", "компания", "контакты", "культура", "мир", "новости", "о нас", "о проекте", "общество", "поиск",
    "политика", "рубрики", "экономика",
];

/// Professions by which an author is presented.
#[rustfmt::skip]
pub(super) const PROFESSIONS: &[&str] = &[
    "reporter", "writer", "journalist", "editor", "columnist", "correspondent", "contributor", "blogger", "author",
    "producer", "critic", "photographer", "freelancer",
];

/// Agencies whose name ends the credit of a picture.
#[rustfmt::skip]
pub(super) const AGENCIES: &[&str] = &[
    "getty images", "getty", "getty images)", "shutterstock", "/ap", "/ap)", "ap photo", "ap photo)", "/reuters",
    "/reuters)", "/afp", "/afp)", "afp photo", "via ap", "via ap)", "/invision/ap", "istock", "istockphoto", "/epa",
    "/epa)", "/pa", "/wireimage", "/upi", "unsplash", "pixabay", "flickr", "wikimedia commons", "/bloomberg",
    "/staff", "/nyt", "/zuma", "/rex", "alamy",
];

/// Beginnings of picture credits and captions.
#[rustfmt::skip]
pub(super) const CREDIT_HEADS: &[&str] = &[
    "file - ", "file photo", "photo:", "photos:", "photo by ", "photos by ", "photo credit", "photo courtesy",
    "photograph:", "photograph by ", "photographer:", "picture:", "pictures:", "picture credit", "image:", "images:",
    "image credit", "image courtesy", "image copyright", "image source", "image by ", "credit:", "credits:", "foto:",
    "fotos:", "caption:", "video by ", "illustration by ", "illustration:", "ap photo", "courtesy of ", "screenshot:",
    "courtesy:", "image caption", "media caption", "0 of 0", "0of0", "video caption",
];

/// What dates and times are written with. Sorted.
#[rustfmt::skip]
pub(super) const STAMP_PARTS: &[&str] = &[
    "0", "a.m", "ago", "am", "apr", "april", "at", "aug", "august", "bst", "created", "cst", "ct", "d", "date", "day",
    "days", "dec", "december", "edt", "est", "et", "feb", "february", "first", "fri", "friday", "gmt", "h", "hour",
    "hours", "ist", "jan", "january", "jul", "july", "jun", "june", "last", "m", "mar", "march", "may", "min", "mins",
    "minute", "minutes", "modified", "mon", "monday", "month", "months", "nd", "nov", "november", "oct", "october",
    "of", "on", "p.m", "pdt", "pm", "posted", "pst", "pt", "published", "rd", "sat", "saturday", "sep", "sept",
    "september", "st", "sun", "sunday", "t", "th", "the", "thu", "thur", "thurs", "thursday", "today", "tue", "tues",
    "tuesday", "updated", "utc", "wed", "wednesday", "week", "weeks", "yesterday", "z",
];

/// What notices of cookies, newsletters, accounts and rights say somewhere, in lines of any length. Folded.
pub(super) const NOTICES: &[&str] = &[
    "agree to our ",
    "agree to receive ",
    "all the latest news",
    "be published without",
    "cookies to ",
    "delivered to your inbox",
    "do not sell my",
    "for personal, non-commercial use",
    "in your inbox",
    "may not be published, broadcast",
    "opt out at any time",
    "our cookie",
    "our newsletter",
    "our newsletters",
    "our privacy policy",
    "our terms of",
    "privacy notice",
    "reproduced without",
    "sign up to our",
    "store any user consent",
    "subscriber agreement",
    "third-party cookies",
    "to your inbox",
    "unsubscribe",
    "use cookies",
    "uses cookies",
    "user agreement",
    "without the express",
    "without the prior written",
    "you consent to",
    "your browser",
    "your consent",
    "your email address",
    "your subscription",
];

/// What the words under a picture say of it. The first counts only in a line that begins with "This" or
/// "In this", or before "provided by" and its like.
pub(super) const PICTURES: &[&str] = &[" photo ", "file photo", "undated photo", "handout photo"];

/// Beginnings of lines that say who reported. Folded.
#[rustfmt::skip]
pub(super) const REPORTING_HEADS: &[&str] = &[
    "additional reporting by ", "compiled by ", "editing by ", "edited by ", "reporting by ",
    "the associated press contributed", "with reporting by ", "writing by ", "written by ",
];

/// What presents an author wherever it stands. Folded.
pub(super) const AUTHOR_PHRASES: &[&str] = &["contributed to this ", "follow her on ", "follow him on "];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::cues::fold;

    #[test]
    fn tables_that_are_searched_by_halves_are_sorted() {
        for table in [PROMPTS, LINK_HEADS, MENU_WORDS, STAMP_PARTS] {
            assert!(table.is_sorted(), "{:?}", table.windows(2).find(|pair| pair[0] > pair[1]));
        }
    }

    #[test]
    fn entries_are_written_as_lines_are_folded() {
        let mut folded = String::new();
        for entry in [PROMPTS, LINK_HEADS, MENU_WORDS].concat() {
            fold(entry, &mut folded);
            assert_eq!(folded, entry);
        }
        for head in [PROMPT_HEADS, LINK_HEAD_STARTS, CREDIT_HEADS, REPORTING_HEADS].concat() {
            assert!(head.len() >= 3, "{head:?} is too short to be looked up");
            fold(&format!("{head}x"), &mut folded);
            assert_eq!(folded, format!("{head}x"));
        }
    }
}
